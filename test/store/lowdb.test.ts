/** The embedded store keeps the store laws. */
import { storeContract } from '../contract/store.ts';
import { openLowdb } from './open.ts';

storeContract({ name: 'lowdb', open: openLowdb });

/** Addresses: which are near (a proxy before the program, whoever watches it), and which belong together. */
import { BlockList, isIPv6 } from 'node:net';

const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('169.254.0.0', 16);
near.addSubnet('fe80::', 10, 'ipv6');

/** Is this address of this machine, or of a private network? */
export function isNear(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return near.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Whose requests are counted together: an address, or with IPv6 the network of one connection, its first 64 bits. */
export function networkOf({ ip }: { readonly ip: string }): string {
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? '').split(':')].slice(0, 4).join(':');
}

/** Colours of the pictures, on white. Words keep 4.5 : 1; the two sides also differ in shape and dash. */
export const palette = {
  ink: '#17262b',
  faint: '#51636a',
  edge: '#768a8b',
  line: '#dcdfd9',
  paper: '#ffffff',
  accent: '#0b6b5e',
  soft: '#dcede8',
  notice: '#f6e3bd',
  danger: '#a3262e',
  ngo: '#1b4f8f',
  ngoSoft: '#b9cde6',
  office: '#b8500f',
  /** Below 50, from 50 to 70, from 70 on: ever lighter. */
  zones: ['#e3e6e1', '#f1f2ee', '#ffffff'],
} as const;

/** Which servers are Teams: the bot's token goes to nobody else. PURE. */

/**
 * The global service (`/emea/`, `/amer/` … are paths of it), the American public sector's, and the Bot Framework's own.
 * Clouds that also have other issuers (GCC High, DoD, China) are not among them: no token of theirs would be accepted.
 * https://microsoft.github.io/Agents-for-js/variables/_microsoft_agents-hosting.TeamsServiceEndpoints.html
 */
const hosts = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'];
const family = '.botframework.com';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** May the bot call this address, and so believe what claims to come from there? */
export function isTeams(serviceUrl: string): boolean {
  const url = bare(serviceUrl);
  if (url?.protocol !== 'https:' || url.port !== '') return false;
  return hosts.includes(url.hostname) || url.hostname.endsWith(family);
}

/** The same for a client on this machine. */
export function isLoopback(serviceUrl: string): boolean {
  const url = bare(serviceUrl);
  return url?.protocol === 'http:' && loopback.includes(url.hostname);
}

/** Is the program asked under a name of this machine? A page elsewhere can make its own name mean this address. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && isLoopback(`http://${host}/`);
}

/** An address and nothing that could be read in two ways. */
function bare(address: string): URL | undefined {
  const url = /^https?:\/\/[\w.:[\]-]+(?:\/[\w./-]*)?$/.test(address) ? URL.parse(address) : null;
  return url && url.username === '' && url.password === '' ? url : undefined;
}

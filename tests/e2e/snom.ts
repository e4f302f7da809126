/** Signs of life of Snom phones without their hardware: the request that every one of them makes when it boots. */
import { request } from 'node:http';

export interface PluggedIn {
  mac: string;
  model: string;
  firmware?: string;
  /** Any address of 127.0.0.0/8, so that many phones have one each. */
  address: string;
}

/** Fetches its settings from where it was told, as it does after it was adopted; answers with the HTTP status. */
export function fetchSettings(phone: PluggedIn, settingsUrl: string): Promise<number> {
  const { hostname, port, pathname } = new URL(settingsUrl);
  return get(phone, { address: hostname, httpPort: Number(port) }, pathname.replace(/\/$/, ''));
}

/** What it got: 404 as long as nobody adopted it. */
export const plugIn = (phone: PluggedIn, server: HttpServer): Promise<number> => get(phone, server, '');

interface HttpServer {
  address: string;
  httpPort: number;
}

function get(phone: PluggedIn, server: HttpServer, folder: string): Promise<number> {
  const { mac, model, firmware = '10.1.198.19', address } = phone;
  const file = `/snom${model}-${mac.toUpperCase()}.htm`;
  const agent = `Mozilla/4.0 (compatible; snom${model}-SIP ${firmware} 2010.12-00004-g9ba52f5 ${mac.toUpperCase()} SXM:0 UXM:0)`;
  return new Promise((resolve, reject) => {
    request(
      {
        host: server.address,
        port: server.httpPort,
        path: `${folder}${file}`,
        localAddress: address,
        headers: { 'User-Agent': agent },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    )
      .on('error', reject)
      .end();
  });
}

import { BlockList, isIPv4, isIPv6 } from "node:net";

const inside = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, prefix, "ipv4");

/** Of IPv6 only what is given out to the world, without the ranges that wrap an IPv4 address. */
const outside = new BlockList();
outside.addSubnet("2000::", 3, "ipv6");
const wrapping = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  wrapping.addSubnet(net, prefix, "ipv6");

/** True for every address that is not somebody's on the open internet, and for whatever is no address. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return inside.check(address, "ipv4");
  if (!isIPv6(address)) return true;
  return !outside.check(address, "ipv6") || wrapping.check(address, "ipv6");
}

/**
 * Token buckets for what strangers may ask of us: one per source, one for all. Memory is bounded: when too many
 * sources are known, the one heard longest ago is forgotten (it comes back with a full bucket, the total still holds).
 */

export type RateLimit = { perSecond: number; burst: number };

type Bucket = { tokens: number; at: number };

export type RateLimiter = { allow: (source: string) => boolean; readonly sources: number };

function take(bucket: Bucket, limit: RateLimit, now: number): boolean {
  const refill = (Math.max(0, now - bucket.at) / 1000) * limit.perSecond;
  bucket.tokens = Math.min(limit.burst, bucket.tokens + refill);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

/** `now` in milliseconds from a clock that never runs backwards. */
export function createRateLimiter(options: {
  perSource: RateLimit;
  total: RateLimit;
  now: () => number;
  maxSources?: number;
}): RateLimiter {
  const { perSource, total, now, maxSources = 4096 } = options;
  const buckets = new Map<string, Bucket>();
  const all: Bucket = { tokens: total.burst, at: now() };
  return {
    allow: (source) => {
      const at = now();
      const bucket = buckets.get(source) ?? { tokens: perSource.burst, at };
      // Re-inserted, so that the map's order is the order of last use.
      buckets.delete(source);
      buckets.set(source, bucket);
      const oldest = buckets.size > maxSources ? buckets.keys().next().value : undefined;
      if (oldest !== undefined) buckets.delete(oldest);
      // The source's own bucket first: a flood from one address must not empty the bucket of all.
      return take(bucket, perSource, at) && take(all, total, at);
    },
    get sources() {
      return buckets.size;
    },
  };
}

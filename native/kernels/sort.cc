// Sorts lines: short ones each on a thread, a long one on all of them.
#include "kernels/sort_entries.h"

namespace thalweg {
namespace {

// `sorted` of one long line, every pass on threads: its parts count, then move to where the parts before them end.
template <class E>
static E* sorted_on_threads(E* from, E* to, i64 n, u32* counts, i64 parts) {
  constexpr int kBits = 11, kDigits = (int(sizeof(typename E::Key)) * 8 + kBits - 1) / kBits;
  constexpr u32 kBuckets = 1u << kBits;
  const i64 size = ceil_div(n, parts);
  const int team = team_for(parts, double(n) * 2);
  for (int d = 0; d < kDigits; d++) {
    auto digit = [d](E e) { return u32(E::key(e) >> (d * kBits)) & (kBuckets - 1); };
    parallel(team, parts, [&](int, i64 begin, i64 end) {
      for (i64 p = begin; p < end; p++) {
        u32* count = counts + p * kBuckets;
        std::memset(count, 0, kBuckets * sizeof(u32));
        for (i64 k = p * size, stop = min(k + size, n); k < stop; k++) count[digit(from[k])]++;
      }
    });
    u32 start = 0;
    bool moves = true;
    for (u32 b = 0; b < kBuckets; b++) {
      u32 all = start;
      for (i64 p = 0; p < parts; p++) {
        u32 here = counts[p * kBuckets + b];
        counts[p * kBuckets + b] = start;
        start += here;
      }
      if (start - all == u32(n)) moves = false;
    }
    if (!moves) continue;
    parallel(team, parts, [&](int, i64 begin, i64 end) {
      for (i64 p = begin; p < end; p++) {
        u32* next = counts + p * kBuckets;
        for (i64 k = p * size, stop = min(k + size, n); k < stop; k++) to[next[digit(from[k])]++] = from[k];
      }
    });
    E* swap = from;
    from = to;
    to = swap;
  }
  return from;
}

template <class T>
static i64 sort_long(const SortArgs<T>& a) {
  using E = Entry<T>;
  const auto flip = a.descending ? ~typename E::Key(0) : typename E::Key(0);
  Scratch<E> scratch(2, a.n);
  Scratch<u32> counts(1, kParts << 11);
  if (!scratch || !counts) return kNoMemory;
  const i64 size = ceil_div(a.n, kParts);
  for (i64 line = 0; line < a.outer * a.inner; line++) {
    const i64 base = line / a.inner * a.n * a.inner + line % a.inner;
    const T* x = a.x + base;
    E *e = scratch.of(0), *other = scratch.of(1);
    const int team = team_for(kParts, double(a.n) * 2);
    parallel(team, kParts, [&](int, i64 begin, i64 end) {
      for (i64 k = begin * size, stop = min(end * size, a.n); k < stop; k++) e[k] = entry(x[k * a.inner], k, flip);
    });
    const E* order = sorted_on_threads(e, other, a.n, counts.of(0), kParts);
    parallel(team, kParts, [&](int, i64 begin, i64 end) {
      for (i64 k = begin * size, stop = min(end * size, a.n); k < stop; k++) {
        const Position at = E::at(order[k]);
        a.index[base + k * a.inner] = at;
        if (a.y != nullptr) a.y[base + k * a.inner] = x[i64(at) * a.inner];
      }
    });
  }
  return kOk;
}

template <class T>
i64 sort(const SortArgs<T>& a) {
  using E = Entry<T>;
  const i64 n = a.n, inner = a.inner;
  if (a.outer * n * inner == 0) return kOk;
  if (n >= kLong && a.outer * inner < 8) return sort_long(a);
  const auto flip = a.descending ? ~typename E::Key(0) : typename E::Key(0);
  const i64 width = inner == 1 || n > kLong ? 1 : kColumns;
  const i64 blocks = ceil_div(inner, width), units = a.outer * blocks;
  const int team = team_for(units, double(a.outer * n * inner) * 10);
  Scratch<E> scratch(team, (width + 1) * n);
  if (!scratch) return kNoMemory;
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const i64 first = u % blocks * width, count = min(width, inner - first);
      const i64 base = u / blocks * n * inner + first;
      E* e = scratch.of(thread);
      for (i64 k = 0; k < n; k++)
        for (i64 c = 0; c < count; c++) e[c * n + k] = entry(a.x[base + k * inner + c], k, flip);
      E* spare = e + width * n;
      for (i64 c = 0; c < count; c++) {
        E* order = sorted(e + c * n, spare, n);
        if (width == 1)
          e = order;
        else if (order != e + c * n)
          std::memcpy(static_cast<void*>(e + c * n), order, size_t(n) * sizeof(E));
      }
      for (i64 k = 0; k < n; k++) {
        for (i64 c = 0; c < count; c++) {
          const i64 to = base + k * inner + c, at = E::at(e[c * n + k]);
          a.index[to] = Position(at);
          if (a.y != nullptr) a.y[to] = a.x[base + at * inner + c];
        }
      }
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(sort)

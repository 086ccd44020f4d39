// Elements as whole numbers whose order is that of sort in kernels.def, each with its position: no two entries are
// equal, so that there is one result, whatever the way and the threads. Called by kernels/sort.cc and kernels/topk.cc.
#pragma once
#include <cstring>

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

using u32 = std::uint32_t;
using u64 = std::uint64_t;
using Position = std::int32_t;

// --- entries ---------------------------------------------------------------------------------------------------

// Ascending keys: negative numbers complemented, positive ones above them, -0 as 0, NaN at the end.
TW_INLINE u32 key_of(float x) {
  u32 bits;
  std::memcpy(&bits, &x, sizeof bits);
  if (bits << 1 == 0) bits = 0;
  if (x != x) return ~u32(0);
  return bits ^ (u32(Position(bits) >> 31) | 0x80000000u);
}
TW_INLINE u64 key_of(double x) {
  u64 bits;
  std::memcpy(&bits, &x, sizeof bits);
  if (bits << 1 == 0) bits = 0;
  if (x != x) return ~u64(0);
  return bits ^ (u64(i64(bits) >> 63) | 0x8000000000000000u);
}

// An entry of a float fits one word, which orders by key and then by position.
struct Narrow {
  using Key = u32;
  u64 word;
  Narrow() = default;
  Narrow(u32 key, i64 at) : word(u64(key) << 32 | u64(at)) {}
  TW_INLINE u32 key(Narrow e) { return u32(e.word >> 32); }
  TW_INLINE Position at(Narrow e) { return Position(u32(e.word)); }
  TW_INLINE bool less(Narrow a, Narrow b) { return a.word < b.word; }
};
struct WideEntry {
  using Key = u64;
  u64 value;
  u64 place;
  WideEntry() = default;
  WideEntry(u64 key, i64 at) : value(key), place(u64(at)) {}
  TW_INLINE u64 key(WideEntry e) { return e.value; }
  TW_INLINE Position at(WideEntry e) { return Position(e.place); }
  TW_INLINE bool less(WideEntry a, WideEntry b) { return a.value != b.value ? a.value < b.value : a.place < b.place; }
};
template <class T>
struct EntryOf;
template <>
struct EntryOf<float> {
  using E = Narrow;
};
template <>
struct EntryOf<double> {
  using E = WideEntry;
};
template <class T>
using Entry = typename EntryOf<T>::E;

// `flip` is all ones for a falling order.
template <class T>
TW_INLINE Entry<T> entry(T x, i64 at, typename Entry<T>::Key flip) {
  return Entry<T>(key_of(x) ^ flip, at);
}

template <class T>
static void entries(const T* x, i64 n, i64 step, typename Entry<T>::Key flip, Entry<T>* out) {
  for (i64 k = 0; k < n; k++) out[k] = entry(x[k * step], k, flip);
}

// --- sorting entries -------------------------------------------------------------------------------------------

template <class E>
static void insertion_sort(E* e, i64 n) {
  for (i64 k = 1; k < n; k++) {
    E value = e[k];
    i64 at = k;
    for (; at > 0 && E::less(value, e[at - 1]); at--) e[at] = e[at - 1];
    e[at] = value;
  }
}

// One digit at a time from the lowest, between two arrays; returns the one that ends up sorted. The entries come in the
// order of their positions, which every pass keeps.
template <int Bits, class E>
static E* radix_sort(E* from, E* to, i64 n) {
  constexpr int kDigits = (int(sizeof(typename E::Key)) * 8 + Bits - 1) / Bits;
  constexpr u32 kBuckets = 1u << Bits;
  u32 counts[kDigits][kBuckets] = {};
  for (i64 k = 0; k < n; k++) {
    auto key = E::key(from[k]);
    for (int d = 0; d < kDigits; d++) counts[d][u32(key >> (d * Bits)) & (kBuckets - 1)]++;
  }
  for (int d = 0; d < kDigits; d++) {
    u32* count = counts[d];
    if (count[u32(E::key(from[0]) >> (d * Bits)) & (kBuckets - 1)] == u32(n)) continue;  // one digit for all
    u32 start = 0;
    for (u32 b = 0; b < kBuckets; b++) {
      u32 size = count[b];
      count[b] = start;
      start += size;
    }
    for (i64 k = 0; k < n; k++) to[count[u32(E::key(from[k]) >> (d * Bits)) & (kBuckets - 1)]++] = from[k];
    E* swap = from;
    from = to;
    to = swap;
  }
  return from;
}

template <class E>
static E* sorted(E* e, E* other, i64 n) {
  if (n <= 64) {
    insertion_sort(e, n);
    return e;
  }
  return n <= 16384 ? radix_sort<8>(e, other, n) : radix_sort<11>(e, other, n);
}

// Columns that are handled together where lines do not lie in one piece: a cache line of floats.
constexpr i64 kColumns = 16;
constexpr i64 kLong = 65536;  // a line that is worth several threads
constexpr i64 kParts = 8;

}  // namespace
}  // namespace thalweg

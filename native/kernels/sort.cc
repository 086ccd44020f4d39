// Sorts lines and finds their largest elements. Elements become whole numbers whose order is that of sort in
// kernels.def, each with its position: no two entries are equal, so that there is one result, whatever the way and the
// threads.
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

// The same for one long line, every pass on threads: its parts count, then move to where the parts before them end.
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

// --- the kernels -----------------------------------------------------------------------------------------------

// Columns that are handled together where lines do not lie in one piece: a cache line of floats.
constexpr i64 kColumns = 16;
constexpr i64 kLong = 65536;  // a line that is worth several threads
constexpr i64 kParts = 8;

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

// The first k entries of a line in order: those that may be among them gather until there are too many; then the k-th
// of them is the limit for those to come.
template <class T>
struct Best {
  using E = Entry<T>;
  // So few are always in order: one that comes is inserted, and the limit follows at once.
  static constexpr i64 kFew = 32;
  static i64 capacity(i64 k) { return (k <= kFew ? k : k <= 256 ? k + 256 : 2 * k) + 64; }

  E* e;
  E* other;
  i64 k, most;
  bool largest;
  i64 count = 0;
  bool limited = false;
  T limit = 0;
  E last{};

  Best(E* memory, i64 wanted, bool top) : e(memory), k(wanted), most(capacity(wanted) - 64), largest(top) {
    other = memory + capacity(wanted);
  }

  void shrink(const T* x) {
    if (k <= kFew) return;
    E* order = sorted(e, other, count);
    if (order != e) {
      other = e;
      e = order;
    }
    if (count > k) count = k;
    if (count == k) set_limit(x);
  }

  void set_limit(const T* x) {
    limited = true;
    last = e[k - 1];
    limit = x[E::at(last)];
  }

  void insert(E one, const T* x) {
    if (limited && !E::less(one, last)) return;
    i64 at = count < k ? count++ : k - 1;
    for (; at > 0 && E::less(one, e[at - 1]); at--) e[at] = e[at - 1];
    e[at] = one;
    if (count == k) set_limit(x);
  }

  // Whether one of N elements may come before the limit.
  template <int N>
  bool any(const T* x) const {
    int found = 0;
    if (largest)
      for (int j = 0; j < N; j++) found |= !(x[j] <= limit);
    else
      for (int j = 0; j < N; j++) found |= !(x[j] >= limit);
    return found != 0;
  }

  // Elements [begin, end) of x.
  void take(const T* x, i64 begin, i64 end) {
    const auto flip = largest ? ~typename E::Key(0) : typename E::Key(0);
    for (i64 at = begin; at < end; at += 64) {
      const i64 stop = min(at + 64, end);
      if (limited && stop - at == 64 && !any<64>(x + at)) continue;
      for (i64 from = at; from < stop; from += 16) {
        const i64 to = min(from + 16, stop);
        if (limited && to - from == 16 && !any<16>(x + from)) continue;
        for (i64 j = from; j < to; j++) {
          const E one = entry(x[j], j, flip);
          if (k <= kFew) {
            insert(one, x);
            continue;
          }
          e[count] = one;
          count += !limited || E::less(one, last);
        }
      }
      if (count > most) shrink(x);
    }
  }
};

// The k first of a line of T in one piece, to y and index, `step` apart.
template <class T>
static void emit(const T* x, const Entry<T>* order, i64 k, T* y, Position* index, i64 step) {
  for (i64 c = 0; c < k; c++) {
    const Position at = Entry<T>::at(order[c]);
    y[c * step] = x[at];
    index[c * step] = at;
  }
}

template <class T>
static i64 topk_long(const TopkArgs<T>& a) {
  using E = Entry<T>;
  const i64 room = 2 * Best<T>::capacity(a.k), size = round_up(ceil_div(a.n, kParts), 64);
  Scratch<E> scratch(int(kParts), room), all(1, 2 * kParts * a.k);
  if (!scratch || !all) return kNoMemory;
  for (i64 o = 0; o < a.outer; o++) {
    const T* x = a.x + o * a.n;
    E* found[kParts];
    i64 counts[kParts];
    parallel(team_for(kParts, double(a.n) * 0.3), kParts, [&](int, i64 begin, i64 end) {
      for (i64 p = begin; p < end; p++) {
        Best<T> best(scratch.of(int(p)), a.k, a.largest != 0);
        if (p * size < a.n) best.take(x, p * size, min((p + 1) * size, a.n));
        best.shrink(x);
        found[p] = best.e;
        counts[p] = best.count;
      }
    });
    E* e = all.of(0);
    i64 count = 0;
    for (i64 p = 0; p < kParts; p++)
      for (i64 c = 0; c < counts[p]; c++) e[count++] = found[p][c];
    // Of equal keys those of earlier parts, which have lower positions, come first.
    emit(x, sorted(e, e + kParts * a.k, count), a.k, a.y + o * a.k, a.index + o * a.k, 1);
  }
  return kOk;
}

template <class T>
i64 topk(const TopkArgs<T>& a) {
  using E = Entry<T>;
  const i64 n = a.n, k = a.k, inner = a.inner;
  if (a.outer * k * inner == 0) return kOk;
  if (inner == 1 && a.outer < 8 && n >= kLong && k * 32 * kParts <= n) return topk_long(a);
  const bool whole = k * 4 >= n;
  const i64 width = inner == 1 ? 1 : n > kLong ? 1 : kColumns;
  const i64 blocks = ceil_div(inner, width), units = a.outer * blocks;
  const int team = team_for(units, double(a.outer * n * inner) * (whole ? 10 : 1.5));
  const auto flip = a.largest ? ~typename E::Key(0) : typename E::Key(0);
  Scratch<E> scratch(team, whole ? 2 * n : 2 * Best<T>::capacity(k));
  Scratch<T> lines(team, inner == 1 ? 1 : width * n);
  if (!scratch || !lines) return kNoMemory;
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      const i64 o = u / blocks, first = u % blocks * width, count = min(width, inner - first);
      const T* x = a.x + o * n * inner + first;
      if (inner > 1) {
        T* copy = lines.of(thread);
        for (i64 i = 0; i < n; i++)
          for (i64 c = 0; c < count; c++) copy[c * n + i] = x[i * inner + c];
        x = copy;
      }
      for (i64 c = 0; c < count; c++, x += n) {
        E* e = scratch.of(thread);
        const E* order;
        if (whole) {
          entries(x, n, 1, flip, e);
          order = sorted(e, e + n, n);
        } else {
          Best<T> best(e, k, a.largest != 0);
          best.take(x, 0, n);
          best.shrink(x);
          order = best.e;
        }
        const i64 to = o * k * inner + first + c;
        emit(x, order, k, a.y + to, a.index + to, inner);
      }
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(sort)
TW_KERNEL(topk)

// The largest or smallest elements of lines, in order.
#include <limits>

#include "kernels/sort_entries.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

// The first k entries of a line in order: those that may be among them gather until there are too many; then the k-th
// of them is the limit for those to come.
template <class T>
struct Best {
  using E = Entry<T>;
  // So few are always in order: one that comes is inserted, and the limit follows at once.
  static constexpr i64 kFew = 32;
  static constexpr int kGroups = 32;
  static constexpr i64 kForeseen = 2048;
  static i64 capacity(i64 k) { return (k <= kFew ? k : k <= 256 ? k + 256 : 2 * k) + 64; }

  E* e;
  E* other;
  i64 k, most;
  bool largest;
  i64 count = 0;
  bool limited = false;   // k entries are known, the last of them `last`
  bool skipping = false;  // what `limit` comes before is of no use
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
    limited = skipping = true;
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

  // A limit before the first element: elements [begin, end) in 32 groups have 32 largest ones, and what k of these
  // reach, k elements do. Of random numbers it lets few more than k pass.
  void foresee(const T* x, i64 begin, i64 end) {
    constexpr int L = kLanes<T>, P = kGroups / L;
    const Vec<T> sign = splat<Vec<T>>(largest ? T(1) : T(-1));
    Vec<T> most[P];
    for (int p = 0; p < P; p++) most[p] = sign * load(x + begin + p * L);
    for (i64 at = begin + kGroups; at + kGroups <= end; at += kGroups)
#pragma GCC unroll 16
      for (int p = 0; p < P; p++) most[p] = max(sign * load(x + at + p * L), most[p]);
    T bound = -kInfinity<T>;
    T value[kGroups];
    for (int p = 0; p < P; p++) store(value + p * L, most[p]);
    typename VecOf<T>::I reached[P]{};
    for (int g = 0; g < kGroups; g++)
#pragma GCC unroll 16
      for (int p = 0; p < P; p++) reached[p] -= splat<Vec<T>>(value[g]) >= most[p];
    for (int g = 0; g < kGroups; g++)
      if (reached[g / L][g % L] >= k && value[g] > bound) bound = value[g];
    if (bound == -kInfinity<T>) return;
    // The next smaller number, so that elements equal to the bound pass.
    typename VecOf<T>::Bits word;
    std::memcpy(&word, &bound, sizeof(T));
    word += bound > 0 ? -1 : 1;
    std::memcpy(&limit, &word, sizeof(T));
    if (bound == 0) limit = -std::numeric_limits<T>::denorm_min();
    if (!largest) limit = -limit;
    skipping = true;
  }

  // Whether one of 64 elements may come before the limit.
  bool any(const T* x) const {
    int found = 0;
    if (largest)
      for (int j = 0; j < 64; j++) found |= !(x[j] <= limit);
    else
      for (int j = 0; j < 64; j++) found |= !(x[j] >= limit);
    return found != 0;
  }

  // Which of 16 elements may, as bits.
  std::uint32_t candidates(const T* x) const {
    std::uint32_t found = 0;
    if (largest)
      for (int j = 0; j < 16; j++) found |= std::uint32_t(!(x[j] <= limit)) << j;
    else
      for (int j = 0; j < 16; j++) found |= std::uint32_t(!(x[j] >= limit)) << j;
    return found;
  }

  // Elements [begin, end) of x.
  void take(const T* x, i64 begin, i64 end) {
    const auto flip = largest ? ~typename E::Key(0) : typename E::Key(0);
    const auto offer = [&](i64 j) TW_LAMBDA {
      const E one = entry(x[j], j, flip);
      if (k <= kFew) return insert(one, x);
      e[count] = one;
      count += !limited || E::less(one, last);
    };
    if (k <= kGroups / 2 && end - begin >= 8 * kGroups) foresee(x, begin, min(end, begin + kForeseen));
    for (i64 at = begin; at < end; at += 64) {
      const i64 stop = min(at + 64, end);
      if (skipping && stop - at == 64 && !any(x + at)) continue;
      for (i64 from = at; from < stop; from += 16) {
        const i64 to = min(from + 16, stop);
        if (skipping && to - from == 16)
          for (std::uint32_t found = candidates(x + from); found; found &= found - 1)
            offer(from + __builtin_ctz(found));
        else
          for (i64 j = from; j < to; j++) offer(j);
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

TW_KERNEL(topk)

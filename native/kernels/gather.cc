// Selects and adds elements by index along one dimension: embedding, indexSelect, gather and their gradients, oneHot.
// Every sum takes its terms in the order of the index, so that the result does not depend on the threads: these split
// the other dimensions, or the rows of the result.
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/copy_run.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

using Index = std::int32_t;

// 0 when every index lies in [0, limit), else 1 + the position of the first that does not.
static i64 first_bad(const Index* index, i64 count, i64 limit) {
  constexpr i64 kBlock = 1024;
  std::uint32_t top = limit > 2147483648 ? 2147483648u : std::uint32_t(limit);
  for (i64 k = 0; k < count; k += kBlock) {
    i64 n = min(count - k, kBlock);
    std::uint32_t bad = 0;
    for (i64 i = 0; i < n; i++) bad |= std::uint32_t(index[k + i]) >= top;
    if (!bad) continue;
    for (i64 i = 0; i < n; i++)
      if (std::uint32_t(index[k + i]) >= top) return 1 + k + i;
  }
  return kOk;
}

// f(o, begin, end) for columns [begin, end) of (outer, ..., inner), on threads, cut at multiples of a cache line.
template <class F>
static void for_columns(i64 outer, i64 inner, double ns, F f) {
  constexpr i64 kColumns = 16;
  i64 blocks = ceil_div(inner, kColumns), units = outer * blocks;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    while (begin < end) {
      i64 o = begin / blocks, from = begin % blocks, to = from + end - begin;
      if (to > blocks) to = blocks;
      f(o, from * kColumns, to == blocks ? inner : to * kColumns);
      begin += to - from;
    }
  });
}

// f(o, k, row) for every row of (outer, count, inner), on threads.
template <class F>
static void for_rows(i64 outer, i64 count, double ns, F f) {
  i64 units = outer * count;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    i64 o = begin / count, k = begin % count;
    for (i64 row = begin; row < end; row++) {
      f(o, k, row);
      if (++k == count) k = 0, o++;
    }
  });
}

// add(k, begin, end) for columns [begin, end) of every term k of a sum that goes to row index[k] of n, on threads. Each
// has rows of the result to itself where there are enough: whole rows are longer streams than pieces of all of them.
template <class F>
static void for_terms(const Index* index, i64 count, i64 n, i64 inner, double ns, F add) {
  constexpr i64 kParts = 4, kPiece = 256;
  const i64 units = kParts * team_for(n / (2 * kParts), ns);
  if (units == kParts && team_for(inner, ns) > 1) {
    return for_columns(1, inner, ns, [&](i64, i64 begin, i64 end) {
      for (i64 k = 0; k < count; k++) add(k, begin, end);
    });
  }
  parallel(int(units / kParts), units, [&](int, i64 begin, i64 end) {
    const Index first = Index(n * begin / units), last = Index(n * end / units - 1);
    // No processor foresees which terms these are: they are listed first, without branches.
    Index own[kPiece];
    for (i64 from = 0; from < count; from += kPiece) {
      const i64 to = min(from + kPiece, count);
      i64 found = 0;
      for (i64 k = from; k < to; k++) {
        own[found] = Index(k - from);
        found += i64(index[k] >= first) & i64(index[k] <= last);
      }
      for (i64 j = 0; j < found; j++) add(from + own[j], i64(0), inner);
    }
  });
}

// y += x over a row.
template <class T>
TW_INLINE void add_run(const T* x, T* y, i64 n) {
  i64 i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) store(y + i, load(y + i) + load(x + i));
  if (i < n) store_n(y + i, load_n(y + i, n - i) + load_n(x + i, n - i), n - i);
}

template <class T>
i64 indexSelect(const IndexSelectArgs<T>& a) {
  if (i64 bad = first_bad(a.index, a.count, a.n)) return bad;
  i64 inner = a.inner;
  if (a.outer * a.count * inner == 0) return kOk;
  for_rows(a.outer, a.count, double(a.outer * a.count) * (1 + 0.1 * double(inner)), [&](i64 o, i64 k, i64 row) {
    const T* from = a.x + (o * a.n + a.index[k]) * inner;
    if (inner == 1)
      a.y[row] = *from;
    else
      copy_run(from, a.y + row * inner, inner);
  });
  return kOk;
}

template <class T>
i64 indexAdd(const IndexAddArgs<T>& a) {
  if (i64 bad = first_bad(a.index, a.count, a.n)) return bad;
  i64 inner = a.inner;
  if (a.outer * a.count * inner == 0) return kOk;
  const double ns = double(a.outer * a.count) * (2 + 0.15 * double(inner));
  if (a.outer == 1) {
    for_terms(a.index, a.count, a.n, inner, ns, [&](i64 k, i64 from, i64 to) {
      if (a.index[k] != a.skip) add_run(a.x + k * inner + from, a.y + i64(a.index[k]) * inner + from, to - from);
    });
    return kOk;
  }
  for_columns(a.outer, inner, ns, [&](i64 o, i64 from, i64 to) {
    for (i64 k = 0; k < a.count; k++) {
      if (a.index[k] == a.skip) continue;
      add_run(a.x + (o * a.count + k) * inner + from, a.y + (o * a.n + a.index[k]) * inner + from, to - from);
    }
  });
  return kOk;
}

// y += scale x over a row, each product and sum rounded.
template <class T>
TW_INLINE void add_scaled_run(const T* x, T scale, T* y, i64 n) {
  const Vec<T> factor = splat<Vec<T>>(scale);
  i64 i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) store(y + i, load(y + i) + factor * load(x + i));
  if (i < n) store_n(y + i, load_n(y + i, n - i) + factor * load_n(x + i, n - i), n - i);
}

template <class T>
i64 addRows(const AddRowsArgs<T>& a) {
  if (i64 bad = first_bad(a.from, a.count, a.rows)) return bad;
  if (i64 bad = first_bad(a.to, a.count, a.n)) return bad;
  if (a.count * a.inner == 0) return kOk;
  const double ns = double(a.count) * (2 + 0.15 * double(a.inner));
  for_terms(a.to, a.count, a.n, a.inner, ns, [&](i64 k, i64 begin, i64 end) {
    const T* x = a.x + i64(a.from[k]) * a.inner + begin;
    T* y = a.y + i64(a.to[k]) * a.inner + begin;
    if (a.scale)
      add_scaled_run(x, a.scale[k], y, end - begin);
    else
      add_run(x, y, end - begin);
  });
  return kOk;
}

template <class T>
i64 gather(const GatherArgs<T>& a) {
  i64 total = a.outer * a.count * a.inner;
  if (i64 bad = first_bad(a.index, total, a.n)) return bad;
  if (total == 0) return kOk;
  for_rows(a.outer, a.count, double(total) * 1.0, [&](i64 o, i64, i64 row) {
    const T* x = a.x + o * a.n * a.inner;
    const Index* index = a.index + row * a.inner;
    T* y = a.y + row * a.inner;
    for (i64 i = 0; i < a.inner; i++) y[i] = x[i64(index[i]) * a.inner + i];
  });
  return kOk;
}

template <class T>
i64 scatterAdd(const ScatterAddArgs<T>& a) {
  i64 total = a.outer * a.count * a.inner;
  if (i64 bad = first_bad(a.index, total, a.n)) return bad;
  if (total == 0) return kOk;
  for_columns(a.outer, a.inner, double(total) * 1.5, [&](i64 o, i64 from, i64 to) {
    T* y = a.y + o * a.n * a.inner;
    for (i64 k = 0; k < a.count; k++) {
      i64 row = (o * a.count + k) * a.inner;
      for (i64 i = from; i < to; i++) y[i64(a.index[row + i]) * a.inner + i] += a.x[row + i];
    }
  });
  return kOk;
}

template <class T>
i64 oneHot(const OneHotArgs<T>& a) {
  if (i64 bad = first_bad(a.index, a.count, a.classes)) return bad;
  double ns = double(a.count) * (2 + 0.1 * double(a.classes));
  parallel(team_for(a.count, ns), a.count, [&](int, i64 begin, i64 end) {
    for (i64 k = begin; k < end; k++) {
      T* row = a.y + k * a.classes;
      for (i64 c = 0; c < a.classes; c++) row[c] = 0;
      row[a.index[k]] = 1;
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(indexSelect)
TW_KERNEL(indexAdd)
TW_KERNEL(addRows)
TW_KERNEL(gather)
TW_KERNEL(scatterAdd)
TW_KERNEL(oneHot)

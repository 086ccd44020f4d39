// Scaled dot-product attention, forward and backward, without a matrix of all scores: rows of queries are taken in
// blocks of 32 against all keys they may see. The backward pass computes the scores again from the saved logarithms.
//
// The order of every sum: a score is a chain over depth; y and dq are chains over keys, from key 0 to the last one that
// any query of the row's block sees (those a query does not see itself count as exact zeros); dk and dv are chains over
// queries, block after block from the first that sees the key. Row sums have sixteen lanes and a tree. The kernels
// whose names end with Bfloat16 round the operands of these products, the softmax's among them, and sum in pairs
// (simd/bfloat16.h); all else is the same.
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "gen/math.h"
#include "kernels/gemm/dot.h"
#include "kernels/gemm/packed.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

constexpr i64 kBlockRows = 32;

// A matrix of `rows` x `cols` packed into panels, as the B of products.
template <class T>
struct Packed {
  i64 rows, cols, vectors;
  T* at;

  // Takes its memory from `free`.
  Packed(i64 rows, i64 cols, i64 widest, T*& free) : rows(rows), cols(round_up(cols, kLanes<T>)), at(free) {
    vectors = min(widest, this->cols / kLanes<T>);
    if (vectors < 1) vectors = 1;
    free += size(rows, cols, widest);
  }
  // With a row for the zeros next to an odd last one.
  static i64 size(i64 rows, i64 cols, i64 widest) { return (rows + 1) * round_up(cols, widest * kLanes<T>); }
  i64 width() const { return vectors * kLanes<T>; }
  void fill(const T* from, i64 row_stride, i64 col_stride, i64 r, i64 c, const Rounding<T>& rounding) {
    rows = rounding.words(r);
    if (r <= 0 || c <= 0) return;
    pack_panels(from, row_stride, col_stride, r, c, at, width(), rounding);
  }
};

// C (m x n) = A (m x k) B, or C + A B: element (i, p) of A at a[i * ars + p * acs], B the first k rows of `b`.
template <class T>
static void product(i64 m, i64 n, i64 k, const T* a, i64 ars, i64 acs, const Packed<T>& b, T* c, i64 ldc,
                    bool accumulate, const Rounding<T>& rounding) {
  if (m <= 0 || n <= 0) return;
  const Product<T> p{.m = m,
                     .n = n,
                     .k = k,
                     .a = a,
                     .ars = ars,
                     .acs = acs,
                     .start = accumulate ? c : nullptr,
                     .srs = ldc,
                     .scs = 1,
                     .c = c,
                     .ldc = ldc};
  const Blocking q{.nv = b.vectors, .height = kTileRows[b.vectors], .panels_outer = true};
  multiply_packed(p, q, Panels<T>{b.at, b.width(), b.rows * b.width()}, rounding);
}

// Where batch entry b and head h of an operand start, and its stride from row to row.
template <class T>
struct Rows {
  T* at;
  i64 batch, head, row;

  Rows(T* at, const Sizes& s, i64 k) : at(at), batch(s[3 * k]), head(s[3 * k + 1]), row(s[3 * k + 2]) {}
  T* of(i64 b, i64 h, i64 r) const { return at == nullptr ? nullptr : at + b * batch + h * head + r * row; }
};

// Sixteen scores of a row times the scale plus the mask, -inf from the n-th on.
template <class T>
TW_INLINE Wide<T> scale_and_mask(const T* s, const T* mask, i64 n, Vec<T> scale) {
  Wide<T> w = apply([&](Vec<T> x) { return x * scale; }, load_wide(s));
  if (mask) {
    const Wide<T> m = n < 16 ? load_wide_n(mask, n) : load_wide(mask);
    w = apply([](Vec<T> x, Vec<T> y) { return x + y; }, w, m);
  }
  return n < 16 ? keep_n(w, n, T(-__builtin_inf())) : w;
}

// Zeros up to `end`, or to the next multiple of sixteen.
template <class T>
TW_INLINE void zeros(T* s, i64 from, i64 end) {
  for (i64 j = from; j < end; j += 16) store_wide(s + j, wide(T(0)));
}

// A row of scores becomes exp(score - largest), zeros from `seen` to `end`. NaN is passed over when looking for the
// largest; of a row without any score it is taken as 0.
template <class T>
TW_INLINE void softmax_row(T* s, const T* mask, i64 seen, i64 end, Vec<T> scale, T& shift, T& sum) {
  Wide<T> top = wide(T(-__builtin_inf()));
  for (i64 j = 0; j < seen; j += 16) {
    const Wide<T> w = scale_and_mask(s + j, mask ? mask + j : nullptr, seen - j, scale);
    store_wide(s + j, w);
    top = apply([](Vec<T> x, Vec<T> y) { return select(x > y, x, y); }, w, top);
  }
  shift = tree([](T a, T b) { return b > a ? b : a; }, top);
  if (shift == T(-__builtin_inf())) shift = 0;
  const Vec<T> by = splat<Vec<T>>(shift);
  Wide<T> sums = wide(T(0));
  for (i64 j = 0; j < seen; j += 16) {
    const Wide<T> p = apply([&](Vec<T> x) { return exp(x - by); }, load_wide(s + j));
    store_wide(s + j, p);
    sums = apply([](Vec<T> x, Vec<T> y) { return x + y; }, sums, p);
  }
  zeros(s, round_up(seen, 16), end);
  sum = tree([](T a, T b) { return a + b; }, sums);
}

// A row of scores becomes p = exp(score - lse), and one of gradients by p becomes ds = p (dp - delta), both zeros from
// `seen` to `end`.
template <class T>
TW_INLINE void softmax_row_backward(T* s, T* dp, const T* mask, i64 seen, i64 end, Vec<T> scale, T lse, T delta) {
  const Vec<T> by = splat<Vec<T>>(lse == T(-__builtin_inf()) ? T(0) : lse), less = splat<Vec<T>>(delta);
  for (i64 j = 0; j < seen; j += 16) {
    const i64 n = seen - j;
    const Wide<T> w = scale_and_mask(s + j, mask ? mask + j : nullptr, n, scale);
    Wide<T> p = apply([&](Vec<T> x) { return exp(x - by); }, w);
    Wide<T> ds = apply([&](Vec<T> x, Vec<T> y) { return x * (y - less); }, p, load_wide(dp + j));
    if (n < 16) p = keep_n(p, n, T(0)), ds = keep_n(ds, n, T(0));
    store_wide(s + j, p);
    store_wide(dp + j, ds);
  }
  zeros(s, round_up(seen, 16), end);
  zeros(dp, round_up(seen, 16), end);
}

// to = x op factor over a row.
template <class T, class F>
TW_INLINE void scale_row(const T* x, T* to, i64 n, T factor, F f) {
  const Vec<T> by = splat<Vec<T>>(factor);
  i64 j = 0;
  for (; j + kLanes<T> <= n; j += kLanes<T>) store(to + j, f(load(x + j), by));
  if (j < n) store_n(to + j, f(load_n(x + j, n - j), by), n - j);
}

// Which keys a query sees, and what both passes derive from that.
struct CausalExtent {
  i64 queries, keys;
  bool causal;

  // Keys that query i sees; keys that the block of rows from r on meets.
  i64 seen(i64 i) const { return causal ? min(i + 1, keys) : keys; }
  i64 limit(i64 r) const { return causal ? min(r + kBlockRows, keys) : keys; }
  i64 rows(i64 r) const { return min(kBlockRows, queries - r); }
  // Elements from a row of scores to the next: whole lanes, and not a multiple of a page.
  i64 pitch() const { return round_up(keys, 16) + 16; }
};

// Vectors of a panel across keys, so that a block of 32 columns is not exceeded by much; and across depth.
template <class T>
constexpr i64 kAcross = kLanes<T> * 2 <= 32 ? 2 : 1;

template <class Args>
i64 longest(const Args& a) {
  const i64 sides[] = {a.depth, a.width, kBlockRows};
  i64 most = a.keys;
  for (const i64 side : sides) most = side > most ? side : most;
  return most;
}

template <class T>
i64 attend(const AttentionArgs<T>& a, Rounding<T> rounding) {
  const CausalExtent extent{a.queries, a.keys, a.causal != 0};
  const i64 blocks = ceil_div(a.queries, kBlockRows), units = a.batch * a.heads * blocks;
  const Rows<const T> q(a.q, a.strides, 0), k(a.k, a.strides, 1), v(a.v, a.strides, 2), mask(a.mask, a.strides, 3);
  const Rows<T> y(a.y, a.strides, 4);
  const Vec<T> scale = splat<Vec<T>>(a.scale);
  const double flops = double(units * kBlockRows) * double(a.keys * (a.depth + a.width)) * (a.causal ? 1 : 2);
  const int team = team_for(units, flops / 60);
  const i64 pitch = extent.pitch();
  Scratch<T> scratch(team, Packed<T>::size(a.depth, a.keys, kAcross<T>) +
                               Packed<T>::size(a.keys, a.width, kBestVectors) + pitch * kBlockRows +
                               rounding.size(kBlockRows, longest(a)));
  if (!scratch) return kNoMemory;
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T* free = scratch.of(thread);
    const Rounding<T> own = rounding.with_room(free, rounding.size(kBlockRows, longest(a)));
    Packed<T> kt(a.depth, a.keys, kAcross<T>, free), vs(a.keys, a.width, kBestVectors, free);
    T* const s = free;
    for (i64 u = begin, packed = -1; u < end; u++) {
      const i64 head = u / blocks, b = head / a.heads, h = head % a.heads, r = u % blocks * kBlockRows;
      if (head != packed) {
        kt.fill(k.of(b, h, 0), 1, k.row, a.depth, a.keys, own);
        vs.fill(v.of(b, h, 0), v.row, 1, a.keys, a.width, own);
        packed = head;
      }
      const i64 rows = extent.rows(r), limit = extent.limit(r);
      product(rows, round_up(limit, kLanes<T>), a.depth, q.of(b, h, r), q.row, i64(1), kt, s, pitch, false, own);
      alignas(64) T sums[kBlockRows] = {}, shifts[kBlockRows] = {};
      for (i64 i = 0; i < rows; i++)
        softmax_row(s + i * pitch, mask.of(b, h, r + i), extent.seen(r + i), limit, scale, shifts[i], sums[i]);
      T* const lse = a.lse + head * a.queries + r;
      for (i64 i = 0; i < rows; i += kLanes<T>)
        store_n(lse + i, load(shifts + i) + log(load(sums + i)), min(kLanes<T>, rows - i));
      product(rows, a.width, limit, s, pitch, i64(1), vs, y.of(b, h, r), y.row, false, own);
      for (i64 i = 0; i < rows; i++) {
        T* const row = y.of(b, h, r + i);
        // A row that sees nothing is 0, as in PyTorch.
        scale_row(row, row, a.width, sums[i] == T(0) ? T(1) : sums[i], [](Vec<T> x, Vec<T> by) { return x / by; });
      }
    }
  });
  return kOk;
}

// The memory of one thread of the backward pass.
template <class T>
struct Workspace {
  Rounding<T> rounding;
  Packed<T> kt, vt, ks, qs, dys, dks, dvs;
  T *s, *ds;

  Workspace(const AttentionBackwardArgs<T>& a, i64 pitch, T* free, const Rounding<T>& given)
      : rounding(given.with_room(free, given.size(kBlockRows, longest(a)))),
        kt(a.depth, a.keys, kAcross<T>, free),
        vt(a.width, a.keys, kAcross<T>, free),
        ks(a.keys, a.depth, kBestVectors, free),
        qs(kBlockRows, a.depth, kBestVectors, free),
        dys(kBlockRows, a.width, kBestVectors, free),
        dks(a.keys, a.depth, 1, free),
        dvs(a.keys, a.width, 1, free),
        s(free),
        ds(free + pitch * kBlockRows) {}

  static i64 size(const AttentionBackwardArgs<T>& a, i64 pitch, const Rounding<T>& rounding) {
    return rounding.size(kBlockRows, longest(a)) + Packed<T>::size(a.depth, a.keys, kAcross<T>) +
           Packed<T>::size(a.width, a.keys, kAcross<T>) +
           Packed<T>::size(a.keys + kBlockRows + 1, a.depth, kBestVectors) +
           Packed<T>::size(kBlockRows, a.width, kBestVectors) + Packed<T>::size(a.keys, a.depth, 1) +
           Packed<T>::size(a.keys, a.width, 1) + 2 * pitch * kBlockRows;
  }
};

template <class T>
static void backward_head(const AttentionBackwardArgs<T>& a, const CausalExtent& extent, Workspace<T>& w, i64 head) {
  const i64 b = head / a.heads, h = head % a.heads, pitch = extent.pitch();
  const Rows<const T> q(a.q, a.strides, 0), k(a.k, a.strides, 1), v(a.v, a.strides, 2), mask(a.mask, a.strides, 3),
      y(a.y, a.strides, 4), dy(a.dy, a.strides, 5);
  const Rows<T> dq(a.dq, a.strides, 6), dk(a.dk, a.strides, 7), dv(a.dv, a.strides, 8);
  const Vec<T> scale = splat<Vec<T>>(a.scale);
  const auto times = [](Vec<T> x, Vec<T> by) { return x * by; };
  w.kt.fill(k.of(b, h, 0), 1, k.row, a.depth, a.keys, w.rounding);
  w.vt.fill(v.of(b, h, 0), 1, v.row, a.width, a.keys, w.rounding);
  w.ks.fill(k.of(b, h, 0), k.row, 1, a.keys, a.depth, w.rounding);
  // dk and dv are summed here, row after row.
  for (i64 n = 0; n < a.keys * w.dks.cols; n++) w.dks.at[n] = T(0);
  for (i64 n = 0; n < a.keys * w.dvs.cols; n++) w.dvs.at[n] = T(0);
  for (i64 r = 0; r < a.queries; r += kBlockRows) {
    const i64 rows = extent.rows(r), limit = extent.limit(r), across = round_up(limit, kLanes<T>);
    w.qs.fill(q.of(b, h, r), q.row, 1, rows, a.depth, w.rounding);
    w.dys.fill(dy.of(b, h, r), dy.row, 1, rows, a.width, w.rounding);
    product(rows, across, a.depth, q.of(b, h, r), q.row, i64(1), w.kt, w.s, pitch, false, w.rounding);
    product(rows, across, a.width, dy.of(b, h, r), dy.row, i64(1), w.vt, w.ds, pitch, false, w.rounding);
    for (i64 i = 0; i < rows; i++) {
      T delta;
      dot_rows<T, 1>(a.width, dy.of(b, h, r + i), y.of(b, h, r + i), 0, &delta);
      softmax_row_backward(w.s + i * pitch, w.ds + i * pitch, mask.of(b, h, r + i), extent.seen(r + i), limit, scale,
                           a.lse[head * a.queries + r + i], delta);
    }
    product(limit, w.dvs.cols, rows, w.s, i64(1), pitch, w.dys, w.dvs.at, w.dvs.cols, true, w.rounding);
    product(limit, w.dks.cols, rows, w.ds, i64(1), pitch, w.qs, w.dks.at, w.dks.cols, true, w.rounding);
    product(rows, a.depth, limit, w.ds, pitch, i64(1), w.ks, dq.of(b, h, r), dq.row, false, w.rounding);
    for (i64 i = 0; i < rows; i++) scale_row(dq.of(b, h, r + i), dq.of(b, h, r + i), a.depth, a.scale, times);
  }
  for (i64 j = 0; j < a.keys; j++) {
    scale_row(w.dks.at + j * w.dks.cols, dk.of(b, h, j), a.depth, a.scale, times);
    scale_row(w.dvs.at + j * w.dvs.cols, dv.of(b, h, j), a.width, T(1), times);
  }
}

template <class T>
i64 attend_backward(const AttentionBackwardArgs<T>& a, Rounding<T> rounding) {
  const CausalExtent extent{a.queries, a.keys, a.causal != 0};
  const i64 units = a.batch * a.heads, pitch = extent.pitch();
  const double flops = double(units * a.queries) * double(a.keys * (a.depth + a.width)) * (a.causal ? 2.5 : 5);
  const int team = team_for(units, flops / 60);
  Scratch<T> scratch(team, Workspace<T>::size(a, pitch, rounding));
  if (!scratch) return kNoMemory;
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    Workspace<T> w(a, pitch, scratch.of(thread), rounding);
    for (i64 head = begin; head < end; head++) backward_head(a, extent, w, head);
  });
  return kOk;
}

template <class T>
i64 attention(const AttentionArgs<T>& a) {
  return attend(a, Rounding<T>(false));
}
template <class T>
i64 attentionBackward(const AttentionBackwardArgs<T>& a) {
  return attend_backward(a, Rounding<T>(false));
}
i64 attentionBfloat16(const AttentionBfloat16Args& a) { return attend(a, Rounding<float>(true)); }
i64 attentionBackwardBfloat16(const AttentionBackwardBfloat16Args& a) {
  return attend_backward(a, Rounding<float>(true));
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(attention)
TW_KERNEL(attentionBackward)
TW_KERNEL(attentionBfloat16)
TW_KERNEL(attentionBackwardBfloat16)

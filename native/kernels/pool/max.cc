// Max pooling: any window (index of the maximum in its plane), and the 2 x 2 window at stride 2 with one byte of index,
// optionally of the positive part. Units of work are planes or strips of them.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/shape.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

template <class T>
using Ints = typename VecOf<T>::I;
typedef std::int32_t Half __attribute__((vector_size(TW_BYTES / 2)));
typedef std::uint8_t BytesF __attribute__((vector_size(TW_BYTES / 4)));
typedef std::uint8_t BytesD __attribute__((vector_size(TW_BYTES / 8)));

TW_INLINE void store_index(std::int32_t* p, vi32 v, i64 n) { store_first(reinterpret_cast<float*>(p), vf(v), n); }
TW_INLINE void store_index(std::int32_t* p, vi64 v, i64 n) {
  Half half = __builtin_convertvector(v, Half);
  for (i64 k = 0; k < n; k++) p[k] = half[k];
}

template <class T>
struct BytesOf;
template <>
struct BytesOf<float> {
  using B = BytesF;
};
template <>
struct BytesOf<double> {
  using B = BytesD;
};

template <class T>
TW_INLINE void store_bytes(std::uint8_t* p, Ints<T> v, i64 n) {
  auto bytes = __builtin_convertvector(v, typename BytesOf<T>::B);
  if (n == kLanes<T>) {
    std::memcpy(p, &bytes, sizeof bytes);
    return;
  }
#if defined(TW_AVX512)
  __m128i all = _mm_setzero_si128();
  std::memcpy(&all, &bytes, sizeof bytes);
  _mm_mask_storeu_epi8(p, __mmask16((1u << n) - 1), all);
#else
  for (i64 k = 0; k < n; k++) p[k] = bytes[k];
#endif
}

template <class T>
TW_INLINE Ints<T> load_bytes(const std::uint8_t* p, i64 n) {
  typename BytesOf<T>::B bytes{};
  if (n == kLanes<T>) {
    std::memcpy(&bytes, p, sizeof bytes);
  } else {
#if defined(TW_AVX512)
    __m128i all = _mm_maskz_loadu_epi8(__mmask16((1u << n) - 1), p);
    std::memcpy(&bytes, &all, sizeof bytes);
#else
    for (i64 k = 0; k < n; k++) bytes[k] = p[k];
#endif
  }
  return __builtin_convertvector(bytes, Ints<T>);
}

// --- any window ----------------------------------------------------------------------------------------------------

// Position of the first tap inside the plane for each output of an axis, -1 when there is none.
template <class I>
static inline void first_taps(i64 size, i64 outputs, i64 kernel, i64 stride, i64 pad, i64 dilation, I* to) {
  for (i64 p = 0; p < outputs; p++) {
    i64 start = p * stride - pad, k = start < 0 ? ceil_div(-start, dilation) : 0;
    i64 at = start + k * dilation;
    to[p] = I(k < kernel && at < size ? at : -1);
  }
}

template <class T>
struct MaxJob {
  using I = typename VecOf<T>::Bits;
  ConvShape s;
  ImageStrip strip;
  i64 taps;
  const i64 *off, *shift;         // where a tap reads, and its distance in the plane
  const I *rows, *cols, *starts;  // first taps of rows and columns; first column of a window
};

// One row of outputs; `at` is its first pixel in the copy.
template <class T>
static inline void max_row(const MaxJob<T>& job, const T* at, i64 p, T* y, std::int32_t* index) {
  using V = Vec<T>;
  using I = typename VecOf<T>::Bits;
  constexpr i64 L = kLanes<T>;
  i64 first_row = i64(job.rows[p]);
  I corner = I((p * job.s.sh - job.s.ph) * job.s.w);
  for (i64 q = 0; q < job.s.ow; q += L) {
    Ints<T> cols, starts;
    std::memcpy(&cols, job.cols + q, sizeof cols);
    std::memcpy(&starts, job.starts + q, sizeof starts);
    Ints<T> best = first_row < 0 ? Ints<T>{} - 1 : (cols < 0 ? Ints<T>{} - 1 : cols + I(first_row * job.s.w));
    V most = splat<V>(-T(__builtin_inf()));
    starts += corner;
    for (i64 k = 0; k < job.taps; k++) {
      V x = load(at + q + job.off[k]);
      auto wins = (x > most) | (x != x);
      most = select(wins, x, most);
      best = wins ? starts + I(job.shift[k]) : best;
    }
    i64 n = min(job.s.ow - q, L);
    store_first(y + q, most, n);
    store_index(index + q, best, n);
  }
}

template <class T>
i64 maxPool2d(const MaxPool2dArgs<T>& a) {
  using I = typename VecOf<T>::Bits;
  constexpr i64 L = kLanes<T>;
  if (a.planes == 0 || a.oh == 0 || a.ow == 0) return kOk;
  ConvShape s{a.planes, 1, a.h, a.w, 1, a.kh, a.kw, a.oh, a.ow, a.sh, a.sw, a.ph, a.pw, a.dh, a.dw, 1, 1, 1};
  MaxJob<T> job{s, {}, a.kh * a.kw, nullptr, nullptr, nullptr, nullptr, nullptr};
  i64 rows = 16384 / (s.ow + 1) + 1;
  if (rows > s.oh) rows = s.oh;
  i64 strips = ceil_div(s.oh, rows), units = s.n * strips;
  job.strip = strip_of(s, rows, s.ow);
  if (job.strip.elements < 0) return kNoMemory;
  int team = team_for(units, double(units) * double(rows) * double(ceil_div(s.ow, L)) * double(job.taps + 4));
  Scratch<i64> tables(2, job.taps);
  Scratch<I> firsts(1, s.oh + 2 * (s.ow + L));
  Scratch<T> copies(team, job.strip.elements);
  if (!tables || !firsts || !copies) return kNoMemory;
  for (i64 k = 0; k < job.taps; k++) {
    i64 ky = k / s.kw, kx = k % s.kw;
    tables.of(0)[k] = tap_offset(job.strip, 0, ky, kx);
    tables.of(1)[k] = ky * s.dh * s.w + kx * s.dw;
  }
  I *first_rows = firsts.of(0) + 2 * (s.ow + L), *first_cols = firsts.of(0), *starts = first_cols + s.ow + L;
  first_taps(s.h, s.oh, s.kh, s.sh, s.ph, s.dh, first_rows);
  first_taps(s.w, s.ow, s.kw, s.sw, s.pw, s.dw, first_cols);
  for (i64 q = 0; q < s.ow; q++) starts[q] = I(q * s.sw - s.pw);
  job.off = tables.of(0);
  job.shift = tables.of(1);
  job.rows = first_rows;
  job.cols = first_cols;
  job.starts = starts;
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T* copy = copies.of(thread);
    for (i64 unit = begin; unit < end; unit++) {
      i64 plane = unit / strips, row = unit % strips * rows;
      copy_strip<kPlain>(s, job.strip, a.x + plane * s.h * s.w, row, 0, 1, copy, -T(__builtin_inf()));
      for (i64 p = row; p < row + rows && p < s.oh; p++) {
        i64 to = (plane * s.oh + p) * s.ow;
        max_row(job, copy + (p - row) * job.strip.cols, p, a.y + to, a.index + to);
      }
    }
  });
  return kOk;
}

// Each maximum's gradient in turn is added where the maximum came from.
template <class T>
i64 maxPool2dBackward(const MaxPool2dBackwardArgs<T>& a) {
  i64 size = a.oh * a.ow, plane = a.h * a.w;
  if (a.planes == 0) return kOk;
  for (i64 k = 0; k < a.planes * size; k++)
    if (a.index[k] < -1 || i64(a.index[k]) >= plane) return k + 1;
  parallel(team_for(a.planes, double(a.planes) * (double(size) + double(plane) / 16)), a.planes,
           [&](int, i64 begin, i64 end) {
             for (i64 k = begin; k < end; k++) {
               T* dx = a.dx + k * plane;
               if (!a.accumulate) fill(dx, plane, T(0));
               for (i64 i = k * size; i < (k + 1) * size; i++)
                 if (a.index[i] >= 0) dx[a.index[i]] += a.dy[i];
             }
           });
  return kOk;
}

// --- 2 x 2 ---------------------------------------------------------------------------------------------------------

template <class V, int... J>
TW_INLINE void join_pairs(V even, V odd, V& a, V& b, LaneList<J...>) {
  constexpr int n = int(sizeof...(J));
  a = __builtin_shufflevector(even, odd, (J / 2 + (J & 1) * n)...);
  b = __builtin_shufflevector(even, odd, (n / 2 + J / 2 + (J & 1) * n)...);
}

// 2 n numbers from p, n <= kLanes, as n pairs.
template <class T>
TW_INLINE void load_pairs(const T* p, i64 n, Vec<T>& even, Vec<T>& odd) {
  constexpr i64 L = kLanes<T>;
  i64 more = 2 * n - L;
  Vec<T> a = more >= 0 ? load(p) : load_n(p, 2 * n);
  Vec<T> b = more == L ? load(p + L) : more > 0 ? load_n(p + L, more) : Vec<T>{};
  typename CountLanes<kLanes<T>>::List lanes;
  even = even_lanes(a, b, lanes);
  odd = odd_lanes(a, b, lanes);
}
template <class T>
TW_INLINE void store_pairs(T* p, i64 n, Vec<T> even, Vec<T> odd, bool add) {
  constexpr i64 L = kLanes<T>;
  Vec<T> a, b;
  join_pairs(even, odd, a, b, typename CountLanes<kLanes<T>>::List{});
  i64 low = min(2 * n, L), high = 2 * n - low;
  store_first(p, add ? load_n(p, low) + a : a, low);
  if (high > 0) store_first(p + L, add ? load_n(p + L, high) + b : b, high);
}

template <class T>
static inline void max_pairs(const T* x, i64 w, i64 ow, bool relu, T* y, std::uint8_t* index) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  for (i64 q = 0; q < ow; q += L) {
    i64 n = min(ow - q, L);
    V v[4];
    load_pairs(x + 2 * q, n, v[0], v[1]);
    load_pairs(x + w + 2 * q, n, v[2], v[3]);
    V most = v[0];
    Ints<T> at{};
#pragma GCC unroll 4
    for (int k = 1; k < 4; k++) {
      auto wins = (v[k] > most) | (v[k] != v[k]);
      most = select(wins, v[k], most);
      at = wins ? Ints<T>{} + k : at;
    }
    if (relu) {
      auto none = most <= V{};
      most = select(none, V{}, most);
      at = none ? Ints<T>{} + 4 : at;
    }
    store_first(y + q, most, n);
    store_bytes<T>(index + q, at, n);
  }
}

template <class T>
i64 maxPool2x2(const MaxPool2x2Args<T>& a) {
  i64 oh = a.h / 2, ow = a.w / 2;
  if (a.planes == 0 || oh == 0 || ow == 0) return kOk;
  i64 rows = a.planes * oh;
  parallel(team_for(rows, double(rows) * double(ow) * 0.5), rows, [&](int, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++)
      max_pairs(a.x + (r / oh * a.h + r % oh * 2) * a.w, a.w, ow, a.relu == 1, a.y + r * ow, a.index + r * ow);
  });
  return kOk;
}

// The two rows of dx under one row of outputs; `odd`: a last column that no window holds.
template <class T>
static inline void spread_pairs(const T* dy, const std::uint8_t* index, i64 w, i64 ow, bool add, T* dx) {
  using V = Vec<T>;
  constexpr i64 L = kLanes<T>;
  for (i64 q = 0; q < ow; q += L) {
    i64 n = min(ow - q, L);
    V g = n == L ? load(dy + q) : load_n(dy + q, n), part[4];
    Ints<T> at = load_bytes<T>(index + q, n);
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) part[k] = select(at == k, g, V{});
    store_pairs(dx + 2 * q, n, part[0], part[1], add);
    store_pairs(dx + w + 2 * q, n, part[2], part[3], add);
  }
  for (i64 q = 2 * ow; q < w; q++) {
    dx[q] = add ? dx[q] + T(0) : T(0);
    dx[w + q] = add ? dx[w + q] + T(0) : T(0);
  }
}

template <class T>
i64 maxPool2x2Backward(const MaxPool2x2BackwardArgs<T>& a) {
  i64 oh = a.h / 2, ow = a.w / 2;
  if (a.planes == 0 || a.h == 0 || a.w == 0) return kOk;
  // Row `oh` of a plane of odd height is the one that no window holds.
  i64 high = (a.h + 1) / 2, rows = a.planes * high;
  parallel(team_for(rows, double(rows) * double(a.w) * 0.25), rows, [&](int, i64 begin, i64 end) {
    for (i64 r = begin; r < end; r++) {
      i64 plane = r / high, p = r % high, from = (plane * oh + p) * ow;
      T* dx = a.dx + (plane * a.h + 2 * p) * a.w;
      if (p < oh)
        spread_pairs(a.dy + from, a.index + from, a.w, ow, a.accumulate == 1, dx);
      else
        for (i64 q = 0; q < a.w; q++) dx[q] = a.accumulate ? dx[q] + T(0) : T(0);
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(maxPool2d)
TW_KERNEL(maxPool2dBackward)
TW_KERNEL(maxPool2x2)
TW_KERNEL(maxPool2x2Backward)

// The geometry of a convolution and the padded copy of an image strip that all its kernels read.
//
// Phases: a convolution of stride s reads rows ry, ry + s, ry + 2 s ... of the padded image for a tap. The copy keeps
// rows (and columns) of the same remainder together, so that neighboring outputs always read neighboring elements and
// every convolution has stride 1 from there on.
#pragma once
#include "core/int.h"
#include "core/kernel.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

struct ConvShape {
  i64 n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups;
  i64 cg, og;  // channels of a group
};

template <class A>
static inline ConvShape conv_shape(const A& a) {
  ConvShape s{a.n,
              a.ci,
              a.h,
              a.w,
              a.co,
              a.kh,
              a.kw,
              a.oh,
              a.ow,
              a.sh,
              a.sw,
              a.ph,
              a.pw,
              a.dh,
              a.dw,
              a.groups,
              a.ci / a.groups,
              a.co / a.groups};
  // Without channels no buffer bounds the kernel's size, and it has no taps.
  if (s.cg == 0 || s.og == 0) s.kh = s.kw = 1;
  return s;
}

// A plane of numbers that is read with a border: element (a, b) of the copy is source element
// (top + a * sh, left + b * sw), or `border` outside.
struct Window {
  i64 top, left, sh, sw, rows, cols;
};

template <class T>
static inline void fill(T* p, i64 n, T value) {
  for (i64 k = 0; k < n; k++) p[k] = value;
}

// The first and last + 1 of 0..count-1 for which start + k * step lies in [0, limit).
static inline void inside(i64 start, i64 step, i64 count, i64 limit, i64& first, i64& end) {
  // Divisions cost as much as copying a few rows.
  first = start >= 0 ? 0 : step == 1 ? -start : ceil_div(-start, step);
  end = start >= limit ? 0 : step == 1 ? limit - start : ceil_div(limit - start, step);
  if (end > count) end = count;
  if (first > end) first = end;
}

template <class T>
static inline void copy_row(const T* from, i64 n, T* to) {
  constexpr i64 L = kLanes<T>;
  i64 k = 0;
  for (; k + L <= n; k += L) store(to + k, load(from + k));
#if defined(TW_AVX512)
  if (k < n) store_n(to + k, load_n(from + k, n - k), n - k);
#else
  for (; k < n; k++) to[k] = from[k];
#endif
}

// load_between(p, lanes_between<T>(first, end), border): lanes [first, end) from p, the others `border`; memory of
// other lanes is not touched.
#if defined(TW_AVX512)
template <class T>
TW_INLINE unsigned lanes_between(i64 first, i64 end) {
  auto below = [](i64 n) { return (1u << (n < 0 ? 0 : n > 16 ? 16 : n)) - 1; };
  return below(end) & ~below(first);
}
TW_INLINE vf load_between(const float* p, unsigned lanes, vf border) {
  return (vf)_mm512_mask_loadu_ps((__m512)border, __mmask16(lanes), p);
}
TW_INLINE vd load_between(const double* p, unsigned lanes, vd border) {
  return (vd)_mm512_mask_loadu_pd((__m512d)border, __mmask8(lanes), p);
}
#elif defined(TW_AVX2)
template <class T>
TW_INLINE auto lanes_between(i64 first, i64 end) {
  if constexpr (sizeof(T) == 4) {
    vi32 lane{0, 1, 2, 3, 4, 5, 6, 7};
    return (lane >= std::int32_t(first)) & (lane < std::int32_t(end));
  } else {
    vi64 lane{0, 1, 2, 3};
    return (lane >= first) & (lane < end);
  }
}
TW_INLINE vf load_between(const float* p, vi32 lanes, vf border) {
  return select(lanes, (vf)_mm256_maskload_ps(p, (__m256i)lanes), border);
}
TW_INLINE vd load_between(const double* p, vi64 lanes, vd border) {
  return select(lanes, (vd)_mm256_maskload_pd(p, (__m256i)lanes), border);
}
#else
struct LaneRange {
  i64 first, end;
};
template <class T>
TW_INLINE LaneRange lanes_between(i64 first, i64 end) {
  return {first < 0 ? 0 : first, min(end, kLanes<T>)};
}
template <class V>
TW_INLINE V load_between(const Scalar<V>* p, LaneRange lanes, V border) {
  for (i64 l = lanes.first; l < lanes.end; l++) border[l] = p[l];
  return border;
}
#endif

// Columns [b0, b1) of a row of the window lie in the source. A vector of columns goes through a few rows at a time, so
// that its lanes are chosen once for all of them; the last vector comes first, because it writes beyond its row, where
// the next one begins. Strides 1 and 2. What lies `ahead` is requested: the next plane lies on another page, where the
// hardware's prefetcher stops.
template <class T>
__attribute__((noinline)) void copy_columns(const T* from, i64 from_step, i64 rows, i64 b0, i64 b1, const Window& at,
                                            T border, T* to, i64 ahead) {
  constexpr i64 L = kLanes<T>;
  const Vec<T> around = splat<Vec<T>>(border);
  if (rows == 1 && at.sw == 1) {
    for (i64 b = 0; b < at.cols; b += L) {
      __builtin_prefetch(from + b + ahead);
      if (b0 <= b && b + L <= b1)
        store(to + b, load(from + b));
      else
        store(to + b, load_between(from + b, lanes_between<T>(b0 - b, b1 - b), around));
    }
    return;
  }
  const i64 last = round_up(at.cols, L) - L;
  for (i64 k = 0; k <= last; k += L) {
    const i64 b = last - k;
    const T* source = from + b * at.sw;
    T* row = to + b;
    if (at.sw == 2) {
      const i64 first = 2 * (b0 - b), end = 2 * (b1 - b) - 1;
      const auto lower = lanes_between<T>(first, end), upper = lanes_between<T>(first - L, end - L);
      for (i64 a = 0; a < rows; a++, source += from_step, row += at.cols) {
        __builtin_prefetch(source + ahead);
        __builtin_prefetch(source + L + ahead);
        const Vec<T> low = load_between(source, lower, around), high = load_between(source + L, upper, around);
        store(row, even_lanes(low, high, typename CountLanes<int(L)>::List{}));
      }
    } else if (b0 <= b && b + L <= b1) {
      for (i64 a = 0; a < rows; a++, source += from_step, row += at.cols) {
        __builtin_prefetch(source + ahead);
        store(row, load(source));
      }
    } else {
      const auto lanes = lanes_between<T>(b0 - b, b1 - b);
      for (i64 a = 0; a < rows; a++, source += from_step, row += at.cols) {
        __builtin_prefetch(source + ahead);
        store(row, load_between(source, lanes, around));
      }
    }
  }
}

// Writes up to a vector more than rows * cols elements: the next copy, or the slack behind the last, takes them.
template <class T>
static inline void copy_window(const T* source, i64 h, i64 w, const Window& at, T border, T* to) {
  constexpr i64 kSome = 16;
  i64 a0, a1, b0, b1;
  inside(at.top, at.sh, at.rows, h, a0, a1);
  inside(at.left, at.sw, at.cols, w, b0, b1);
  if (b0 == b1) a1 = a0;
  fill(to, a0 * at.cols, border);
  const i64 step = at.sh * w;
  for (i64 a = a0; a < a1; a += kSome) {
    const T* from = source + (at.top + a * at.sh) * w + at.left;
    T* row = to + a * at.cols;
    const i64 rows = min(a1 - a, kSome);
    if (at.sw <= 2) {
      copy_columns(from, step, rows, b0, b1, at, border, row, h * w > 1024 ? h * w : 1024);
      continue;
    }
    for (i64 k = 0; k < rows; k++, from += step, row += at.cols) {
      for (i64 b = 0; b < b0; b++) row[b] = border;
      for (i64 b = b0; b < b1; b++) row[b] = from[b * at.sw];
      for (i64 b = b1; b < at.cols; b++) row[b] = border;
    }
  }
  fill(to + a1 * at.cols, (at.rows - a1) * at.cols, border);
}

// How the taps of one axis fall on phases: tap k reads phase `slot(k)` (the remainders that occur, numbered in order of
// appearance) at distance k * dilation / stride.
struct Axis {
  i64 taps, stride, dilation;
  i64 remainder(i64 k) const { return stride == 1 ? 0 : k * dilation % stride; }
  i64 distance(i64 k) const { return k * dilation / stride; }
  // Remainders repeat with the taps: k and k + period have the same one, and the first `period` taps have all of them.
  i64 period() const {
    i64 k = 1;
    while (k < taps && remainder(k) != 0) k++;
    return k;
  }
};

// A strip of output rows of one group of channels, as copied by `copy_strip`.
struct ImageStrip {
  Axis y, x;
  i64 slots_y, slots_x, rows, cols, plane;  // rows, cols of a phase; elements of a channel
  i64 elements;                             // of all channels, -1 when that is too much to hold
};

// Rows longer than kLongRow are cut as well; then a strip is one row high.
constexpr i64 kLongRow = 2048, kCutRow = 1024;
static inline i64 strip_cols(i64 cols) { return cols > kLongRow ? kCutRow : cols; }

constexpr i64 kSlack = 64;                  // elements behind a copy that vector loads may read
constexpr double kMostElements = 1u << 30;  // of a copy

static inline ImageStrip strip_of(const ConvShape& s, i64 out_rows, i64 out_cols) {
  ImageStrip t;
  t.y = {s.kh, s.sh, s.dh};
  t.x = {s.kw, s.sw, s.dw};
  t.slots_y = t.y.period();
  t.slots_x = t.x.period();
  t.rows = out_rows + t.y.distance(s.kh - 1);
  t.cols = out_cols + t.x.distance(s.kw - 1);
  double elements = double(t.rows) * double(t.cols) * double(t.slots_y * t.slots_x) * double(s.cg);
  t.elements = elements > kMostElements ? -1 : i64(elements) + kSlack;
  t.plane = t.elements < 0 ? 0 : t.rows * t.cols * t.slots_y * t.slots_x;
  return t;
}

// The offset of tap (c, ky, kx) from the first pixel of the strip.
static inline i64 tap_offset(const ImageStrip& t, i64 c, i64 ky, i64 kx) {
  i64 slot = ky % t.slots_y * t.slots_x + kx % t.slots_x;
  return c * t.plane + (slot * t.rows + t.y.distance(ky)) * t.cols + t.x.distance(kx);
}

// `count` channels of an image (planes of h x w from `image` on) for the outputs from (row, column) on.
template <class T>
static inline void copy_strip(const ConvShape& s, const ImageStrip& t, const T* image, i64 row, i64 column, i64 count,
                              T* to, T border = T(0)) {
  for (i64 c = 0; c < count; c++) {
    for (i64 y = 0; y < t.slots_y; y++) {
      for (i64 x = 0; x < t.slots_x; x++) {
        Window at{
            row * s.sh + t.y.remainder(y) - s.ph, column * s.sw + t.x.remainder(x) - s.pw, s.sh, s.sw, t.rows, t.cols};
        copy_window(image + c * s.h * s.w, s.h, s.w, at, border,
                    to + c * t.plane + (y * t.slots_x + x) * t.rows * t.cols);
      }
    }
  }
}

// One axis of dx seen from dy: the pixels i with (i + pad) % stride == remainder of a slot of taps meet those taps, and
// the one numbered a = (i + pad) / stride reads dy at a - distance(tap).
struct InputAxis {
  Axis axis;
  i64 slots, pad, most;  // most: the largest distance
  InputAxis(Axis a, i64 p) : axis(a), slots(a.period()), pad(p), most(a.distance(a.taps - 1)) {}
  // The slot whose taps meet pixel i, -1 when none does.
  i64 slot(i64 i) const {
    i64 remainder = (i + pad) % axis.stride;
    for (i64 k = 0; k < slots; k++)
      if (axis.remainder(k) == remainder) return k;
    return -1;
  }
  // Elements of dy that `count` neighboring pixels reach over, at most.
  i64 reach(i64 count) const { return ceil_div(count - 1, axis.stride) + most + 1; }
  i64 taps_of(i64 s) const { return ceil_div(axis.taps - s, slots); }
};

// How many parts the batch falls into for the gradient of the weight: the JavaScript backend has the same rule, the
// bits depend on it.
static inline i64 weight_parts(i64 n, i64 weights) {
  i64 room = 262144 / (weights < 1 ? 1 : weights);
  i64 parts = min(n, 8);
  if (parts > room) parts = room;
  return parts < 1 ? 1 : parts;
}

}  // namespace
}  // namespace thalweg

// The geometry of a convolution and the padded copy of an image strip that all its kernels read.
//
// Phases: a convolution of stride s reads rows ry, ry + s, ry + 2 s ... of the padded image for a tap. The copy keeps
// rows (and columns) of the same remainder together, so that neighboring outputs always read neighboring elements and
// every convolution has stride 1 from there on.
#pragma once
#include <cstring>
#include <type_traits>

#include "core/int.h"
#include "core/kernel.h"
#include "simd/bfloat16.h"
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
  auto steps = [step](i64 n) { return step == 1 ? n : step == 2 ? (n + 1) / 2 : ceil_div(n, step); };
  first = start >= 0 ? 0 : steps(-start);
  end = start >= limit ? 0 : steps(limit - start);
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

// Every channel by itself, and enough of them to lie in lanes.
static inline bool depthwise(const ConvShape& s) { return s.cg == 1 && s.og == 1 && s.groups >= 4; }

// What a copy holds of its source: the elements; words of those of two neighboring planes in bfloat16, the first
// plane's in the lower half, with zeros for a partner that is missing; or each element in bfloat16. The border of words
// and halves is 0.
enum CopyForm { kPlain, kWords, kHalves };
template <CopyForm F, class T>
using Copied = std::conditional_t<F == kHalves, std::int16_t, T>;

// Planes of which rows a0 and columns b0 on, `rows` of n elements, lie in the source.
template <CopyForm F, class T>
struct Planes {
  const T* from;
  i64 apart, count, step;  // in the source: from plane to plane, from row to row
  Copied<F, T>* to;
  i64 to_apart, a0, b0, rows, n;  // to_apart: from plane to plane, or pair of them
};

// Every S-th element of S vectors of a plane, load(0, k), and for words of the next one, load(1, k), as one of the
// copy.
template <int S, CopyForm F, class T, class Load>
TW_INLINE void copy_vector([[maybe_unused]] bool two, Copied<F, T>* to, Load load) {
  const Vec<T> first = load(0, 0), last = S == 1 ? first : load(0, S - 1);
  auto every = [](Vec<T> a, Vec<T> b) {
    return S == 1 ? a : even_lanes(a, b, typename CountLanes<int(kLanes<T>)>::List{});
  };
  if constexpr (F == kPlain) return store(to, every(first, last));
#if defined(TW_AVX512)
  if constexpr (F == kHalves) return store_half(to, round_half(every(first, last)));
  if constexpr (F == kWords) {
    const __m512i low = round_both(first, two ? load(1, 0) : Vec<T>{});
    if (S == 1) return store(to, words_of_both(low));
    store(to, even_words_of_both(low, round_both(last, two ? load(1, S - 1) : Vec<T>{})));
  }
#endif
}

// At least n elements of the border, in whole vectors.
template <CopyForm F, class T, class V>
TW_INLINE void fill_over(T* p, i64 n, V border) {
  for (T* end = p + n; p < end; p += kLanes<Scalar<V>>) {
    if constexpr (F == kHalves)
      std::memset(p, 0, sizeof(T) * kLanes<Scalar<V>>);
    else
      store(p, border);
    asm("" : "+r"(p));  // or the compiler calls memset for one or two vectors
  }
}

// Requests S vectors of each of some planes. Always inlined: GCC takes a function that only requests for one without
// effects, and drops its calls.
template <int planes, int S, class T>
TW_INLINE void request_vectors(const T* p, i64 apart) {
  for (int plane = 0; plane < planes; plane++)
    for (int v = 0; v < S; v++) __builtin_prefetch(p + plane * apart + v * kLanes<T>);
}

// Each row writes its elements and the border behind them in whole vectors; what is too much, the next row takes. S:
// the stride of columns, 0 for more than 2. What lies `ahead` is requested: the next plane lies on another page, where
// the hardware's prefetcher stops.
template <int S, CopyForm F, class T>
__attribute__((noinline)) void copy_planes(const Planes<F, T>& a, const Window& at, T border, i64 ahead) {
  constexpr i64 L = kLanes<T>;
  constexpr int together = F == kWords ? 2 : 1, E = S == 0 ? 1 : S;
  const i64 n = a.n, full = S == 0 ? 0 : (n + 1 - S) / L * L, rest = n - full, end = rest * S + 1 - S;
  const Vec<T> outside = splat<Vec<T>>(border);
  const auto lower = lanes_between<T>(0, end), upper = lanes_between<T>(0, end - L);
  const i64 cols = at.cols, step = a.step, below = at.rows - a.a0 - a.rows;
  const T* plane = a.from;
  Copied<F, T>* to = a.to;
  for (i64 c = 0; c < a.count; c += together, plane += together * a.apart, to += a.to_apart) {
    const bool two = F == kWords && c + 1 < a.count;
    fill_over<F>(to, a.a0 * cols + a.b0, outside);
    const T* from = plane;
    Copied<F, T>* row = to + a.a0 * cols + a.b0;
    for (i64 left = a.rows; left > 0; left--, from += step, row += cols) {
      const T* source = from;
      i64 b = 0;
      for (; b < full; b += L, source += S * L) {
        request_vectors<together, S>(source + ahead, a.apart);
        copy_vector<E, F, T>(two, row + b, [&](i64 p, int v) { return load(source + p * a.apart + v * L); });
      }
      if (S > 0 && rest > 0) {
        request_vectors<together, S>(source + ahead, a.apart);
        copy_vector<E, F, T>(two, row + b, [&](i64 p, int v) {
          return load_between(source + p * a.apart + v * L, v == 0 ? lower : upper, outside);
        });
        b += L;
      }
      for (; S == 0 && b < n; b += L, source += L * at.sw) {
        alignas(64) T line[2][L];
        for (i64 p = 0; p < (two ? 2 : 1); p++)
          for (i64 l = 0; l < L; l++) line[p][l] = l < n - b ? source[p * a.apart + l * at.sw] : border;
        copy_vector<E, F, T>(two, row + b, [&](i64 p, int) { return load(line[p]); });
      }
      fill_over<F>(row + b, (left > 1 ? cols : cols - a.b0) - b, outside);
    }
    fill_over<F>(to + (at.rows - below) * cols, below * cols, outside);
  }
}

constexpr i64 kTogether = 4;  // channels whose phases are copied in turn

// `count` planes, `apart` from each other, to copies `to_apart`. Writes up to a vector more than rows * cols elements:
// the next copy, or the slack behind the last, takes them.
template <CopyForm F, class T>
__attribute__((noinline)) void copy_windows(const T* source, i64 apart, i64 count, i64 h, i64 w, const Window& at,
                                            T border, Copied<F, T>* to, i64 to_apart) {
  i64 a0, a1, b0, b1;
  inside(at.top, at.sh, at.rows, h, a0, a1);
  inside(at.left, at.sw, at.cols, w, b0, b1);
  if (a0 == a1 || b0 == b1) a0 = a1 = b0 = b1 = 0;
  const Planes<F, T> planes{.from = source + (at.top + a0 * at.sh) * w + at.left + b0 * at.sw,
                            .apart = apart,
                            .count = count,
                            .step = at.sh * w,
                            .to = to,
                            .to_apart = to_apart,
                            .a0 = a0,
                            .b0 = b0,
                            .rows = a1 - a0,
                            .n = b1 - b0};
  const auto copy = at.sw == 1 ? copy_planes<1, F, T> : at.sw == 2 ? copy_planes<2, F, T> : copy_planes<0, F, T>;
  // With a stride these planes are read again for the next phase: time enough for as many behind them.
  const i64 soon = at.sh * at.sw > 1 ? min(count, kTogether) : F == kWords ? 2 : 1;
  copy(planes, at, border, max(1024, soon * h * w));
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
constexpr i64 kWrittenBeyond = 16;          // elements behind a copy that it writes, at most: a vector
constexpr double kMostElements = 1u << 30;  // of a copy

static inline ImageStrip strip_of(const ConvShape& s, i64 out_rows, i64 out_cols) {
  ImageStrip t;
  t.y = {s.kh, s.sh, s.dh};
  t.x = {s.kw, s.sw, s.dw};
  t.slots_y = t.y.period();
  t.slots_x = t.x.period();
  t.rows = out_rows + t.y.distance(s.kh - 1);
  t.cols = out_cols + t.x.distance(s.kw - 1);
  // Phases are copied for some channels at a time, and each copy writes beyond its end.
  const i64 slots = t.slots_y * t.slots_x, behind = slots > 1 ? kWrittenBeyond : 0;
  double elements = (double(t.rows) * double(t.cols) * double(slots) + double(behind)) * double(s.cg);
  t.elements = elements > kMostElements ? -1 : i64(elements) + kSlack;
  t.plane = t.elements < 0 ? 0 : t.rows * t.cols * slots + behind;
  return t;
}

// The offset of tap (c, ky, kx) from the first pixel of the strip.
static inline i64 tap_offset(const ImageStrip& t, i64 c, i64 ky, i64 kx) {
  i64 slot = ky % t.slots_y * t.slots_x + kx % t.slots_x;
  return c * t.plane + (slot * t.rows + t.y.distance(ky)) * t.cols + t.x.distance(kx);
}

// `count` channels of an image (planes of h x w from `image` on) for the outputs from (row, column) on. A few channels
// at a time stay near the core for all their phases.
template <CopyForm F, class T>
__attribute__((noinline)) void copy_strip(const ConvShape& s, const ImageStrip& t, const T* image, i64 row, i64 column,
                                          i64 count, Copied<F, T>* to, T border = T(0)) {
  const i64 slots = t.slots_y * t.slots_x, most = slots > 1 ? kTogether : count;
  for (i64 c = 0; c < count; c += most)
    for (i64 slot = 0; slot < slots; slot++) {
      const i64 top = row * s.sh + t.y.remainder(slot / t.slots_x) - s.ph;
      const i64 left = column * s.sw + t.x.remainder(slot % t.slots_x) - s.pw;
      copy_windows<F>(image + c * s.h * s.w, s.h * s.w, min(count - c, most), s.h, s.w,
                      Window{top, left, s.sh, s.sw, t.rows, t.cols}, border,
                      to + (F == kWords ? c / 2 : c) * t.plane + slot * t.rows * t.cols, t.plane);
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

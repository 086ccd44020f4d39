// Average pooling. Windows: lanes are neighboring outputs, read from a padded copy of the plane. Adaptive bins: lanes
// are planes, transposed to one vector a pixel. Sums run row by row from +0, so zeros of the padding change no bit.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/shape.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

// How many elements the mean of output p counts along one axis.
static inline i64 window_count(i64 p, i64 size, i64 kernel, i64 stride, i64 pad, bool count_pad) {
  i64 start = p * stride - pad, end = start + kernel, limit = count_pad ? size + pad : size;
  if (end > limit) end = limit;
  return count_pad || start >= 0 ? end - start : end;
}

// The divisors of output row p.
template <class T>
static inline void divisors(const ConvShape& s, i64 p, bool count_pad, T* to) {
  double rows = double(window_count(p, s.h, s.kh, s.sh, s.ph, count_pad));
  for (i64 q = 0; q < s.ow; q++) to[q] = T(rows * double(window_count(q, s.w, s.kw, s.sw, s.pw, count_pad)));
}

template <class A>
static inline ConvShape pool_shape(const A& a) {
  return {a.planes, 1, a.h, a.w, 1, a.kh, a.kw, a.oh, a.ow, a.sh, a.sw, a.ph, a.pw, 1, 1, 1, 1, 1};
}

template <class T>
i64 avgPool2d(const AvgPool2dArgs<T>& a) {
  constexpr i64 L = kLanes<T>;
  ConvShape s = pool_shape(a);
  if (s.n == 0 || s.oh == 0 || s.ow == 0) return kOk;
  i64 rows = 16384 / (s.ow + 1) + 1, taps = s.kh * s.kw;
  if (rows > s.oh) rows = s.oh;
  i64 strips = ceil_div(s.oh, rows), units = s.n * strips;
  ImageStrip strip = strip_of(s, rows, s.ow);
  if (strip.elements < 0) return kNoMemory;
  int team = team_for(units, double(units) * double(rows) * double(ceil_div(s.ow, L)) * double(taps + 4) / 2);
  Scratch<i64> offsets(1, taps);
  Scratch<T> copies(team, strip.elements), counts(1, s.oh * (s.ow + L));
  if (!offsets || !copies || !counts) return kNoMemory;
  i64* off = offsets.of(0);
  for (i64 k = 0; k < taps; k++) off[k] = tap_offset(strip, 0, k / s.kw, k % s.kw);
  for (i64 p = 0; p < s.oh; p++) divisors(s, p, a.countPad == 1, counts.of(0) + p * (s.ow + L));
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T* copy = copies.of(thread);
    for (i64 unit = begin; unit < end; unit++) {
      i64 plane = unit / strips, row = unit % strips * rows;
      copy_strip<kPlain>(s, strip, a.x + plane * s.h * s.w, row, 0, 1, copy);
      for (i64 p = row; p < row + rows && p < s.oh; p++) {
        const T *at = copy + (p - row) * strip.cols, *count = counts.of(0) + p * (s.ow + L);
        T* y = a.y + (plane * s.oh + p) * s.ow;
        for (i64 q = 0; q < s.ow; q += L) {
          Vec<T> sum{};
          for (i64 k = 0; k < taps; k++) sum += load(at + q + off[k]);
          store_first(y + q, sum / load(count + q), min(s.ow - q, L));
        }
      }
    }
  });
  return kOk;
}

// `cols` pixels of one remainder in one row of dx: the sums of the quotients in `g` of the windows that hold them.
template <class T>
static inline void average_phase(const i64* off, i64 taps, const T* g, i64 cols, T* to) {
  constexpr i64 L = kLanes<T>;
  for (i64 b = 0; b < cols; b += L) {
    Vec<T> sum{};
    for (i64 k = 0; k < taps; k++) sum += load(g + b + off[k]);
    store(to + b, sum);
  }
}

// Where the taps of each pair of slots read, windows in order, which is taps in reverse; the pair's taps start at
// first[pair].
static inline void list_windows(const InputAxis& y, const InputAxis& x, i64 pitch, i64* off, i64* first) {
  i64 n = 0;
  for (i64 pair = 0; pair < y.slots * x.slots; pair++) {
    i64 sy = pair / x.slots, sx = pair % x.slots;
    first[pair] = n;
    for (i64 ky = sy + (y.taps_of(sy) - 1) * y.slots; ky >= 0; ky -= y.slots)
      for (i64 kx = sx + (x.taps_of(sx) - 1) * x.slots; kx >= 0; kx -= x.slots)
        off[n++] = -y.axis.distance(ky) * pitch - x.axis.distance(kx);
  }
  first[y.slots * x.slots] = n;
}

template <class T>
i64 avgPool2dBackward(const AvgPool2dBackwardArgs<T>& a) {
  constexpr i64 L = kLanes<T>;
  ConvShape s = pool_shape(a);
  if (s.n == 0 || s.h == 0 || s.w == 0) return kOk;
  InputAxis y({s.kh, s.sh, 1}, s.ph), x({s.kw, s.sw, 1}, s.pw);
  // The quotients of a plane with a border of zeros: row `top`, column `left` of the copy is the first of dy.
  i64 rows = y.reach(s.h), pitch = x.reach(s.w), top = y.most - s.ph / s.sh, left = x.most - s.pw / s.sw;
  i64 quotients = s.oh * s.ow, copied = rows * pitch + kSlack;
  if (double(rows) * double(pitch) > kMostElements) return kNoMemory;
  int team = team_for(s.n, double(s.n) * double(s.h * s.w) * (1 + double(s.kh * s.kw) / double(s.sh * s.sw) / 8));
  Scratch<T> scratch(team, copied + quotients + s.w + L), counts(1, quotients);
  Scratch<i64> tables(2, s.kh * s.kw + 1);
  if (!scratch || !counts || !tables) return kNoMemory;
  i64 *off = tables.of(0), *taps = tables.of(1);
  list_windows(y, x, pitch, off, taps);
  for (i64 p = 0; p < s.oh; p++) divisors(s, p, a.countPad == 1, counts.of(0) + p * s.ow);
  parallel(team, s.n, [&](int thread, i64 begin, i64 end) {
    T *copy = scratch.of(thread), *g = copy + copied, *line = g + quotients;
    for (i64 plane = begin; plane < end; plane++) {
      const T *dy = a.dy + plane * quotients, *count = counts.of(0);
      for (i64 k = 0; k < quotients; k++) g[k] = dy[k] / count[k];
      copy_windows<kPlain>(g, 0, 1, s.oh, s.ow, Window{-top, -left, 1, 1, rows, pitch}, T(0), copy, 0);
      for (i64 r = 0; r < s.h; r++) {
        i64 sy = y.slot(r), row = (r + s.ph) / s.sh - s.ph / s.sh + y.most;
        T* dx = a.dx + (plane * s.h + r) * s.w;
        for (i64 c = 0; c < s.sw && c < s.w; c++) {
          i64 sx = x.slot(c), cols = (s.w - 1 - c) / s.sw + 1, column = (c + s.pw) / s.sw - s.pw / s.sw + x.most;
          if (sy < 0 || sx < 0)
            fill(line, cols, T(0));
          else
            average_phase(off + taps[sy * x.slots + sx], taps[sy * x.slots + sx + 1] - taps[sy * x.slots + sx],
                          copy + row * pitch + column, cols, line);
          for (i64 b = 0; b < cols; b++) {
            T& to = dx[c + b * s.sw];
            to = a.accumulate ? to + line[b] : line[b];
          }
        }
      }
    }
  });
  return kOk;
}

// --- bins of any size ----------------------------------------------------------------------------------------------

static inline i64 bin_begin(i64 p, i64 size, i64 outputs) { return p * size / outputs; }
static inline i64 bin_end(i64 p, i64 size, i64 outputs) { return ((p + 1) * size + outputs - 1) / outputs; }

// f(p * ow + q, divisor, r0, r1, c0, c1) for each bin in order.
template <class A, class F>
static inline void each_bin(const A& a, F f) {
  if (a.ow == 0) return;
  for (i64 p = 0; p < a.oh; p++) {
    i64 r0 = bin_begin(p, a.h, a.oh), r1 = bin_end(p, a.h, a.oh);
    for (i64 q = 0; q < a.ow; q++) {
      i64 c0 = bin_begin(q, a.w, a.ow), c1 = bin_end(q, a.w, a.ow);
      f(p * a.ow + q, double((r1 - r0) * (c1 - c0)), r0, r1, c0, c1);
    }
  }
}

// Runs f(first plane, planes, image, outputs) for blocks of planes, with scratch for the pixels of both sides.
template <class T, class A, class F>
static inline i64 plane_blocks(const A& a, F f) {
  constexpr i64 L = kLanes<T>;
  i64 blocks = ceil_div(a.planes, L);
  double size = double(a.h) * double(a.w) + double(a.oh) * double(a.ow);
  if (size * L > kMostElements) return kNoMemory;
  int team = team_for(blocks, double(blocks) * size * 4);
  Scratch<T> scratch(team, (a.h * a.w + a.oh * a.ow) * L);
  if (!scratch) return kNoMemory;
  parallel(team, blocks, [&](int thread, i64 begin, i64 end) {
    for (i64 block = begin; block < end; block++) {
      i64 planes = min(a.planes - block * L, L);
      f(block * L, planes, scratch.of(thread), scratch.of(thread) + a.h * a.w * L);
    }
  });
  return kOk;
}

template <class T>
i64 adaptiveAvgPool2d(const AdaptiveAvgPool2dArgs<T>& a) {
  constexpr i64 L = kLanes<T>;
  i64 size = a.h * a.w, outputs = a.oh * a.ow;
  if (a.planes == 0 || a.oh == 0 || a.ow == 0) return kOk;
  return plane_blocks<T>(a, [&](i64 first, i64 planes, T* image, T* means) {
    to_pixels(a.x + first * size, size, planes, size, image, L);
    each_bin(a, [&](i64 at, double count, i64 r0, i64 r1, i64 c0, i64 c1) {
      Vec<T> sum{};
      for (i64 r = r0; r < r1; r++)
        for (i64 c = c0; c < c1; c++) sum += load(image + (r * a.w + c) * L);
      store(means + at * L, sum / splat<Vec<T>>(T(count)));
    });
    to_planes(means, L, planes, outputs, a.y + first * outputs, outputs);
  });
}

template <class T>
i64 adaptiveAvgPool2dBackward(const AdaptiveAvgPool2dBackwardArgs<T>& a) {
  constexpr i64 L = kLanes<T>;
  i64 size = a.h * a.w, outputs = a.oh * a.ow;
  if (a.planes == 0) return kOk;
  if (outputs == 1) {
    const double ns = double(a.planes * size) * sizeof(T) * 0.05;
    parallel(team_for(a.planes, ns), a.planes, [&](int, i64 begin, i64 end) {
      for (i64 k = begin; k < end; k++) {
        const T part = T(0) + a.dy[k] / T(double(size));
        T* dx = a.dx + k * size;
        if (!a.accumulate)
          fill(dx, size, part);
        else
          for (i64 p = 0; p < size; p++) dx[p] += part;
      }
    });
    return kOk;
  }
  return plane_blocks<T>(a, [&](i64 first, i64 planes, T* image, T* parts) {
    fill(image, size * L, T(0));
    if (outputs > 0) to_pixels(a.dy + first * outputs, outputs, planes, outputs, parts, L);
    each_bin(a, [&](i64 at, double count, i64 r0, i64 r1, i64 c0, i64 c1) {
      Vec<T> part = load(parts + at * L) / splat<Vec<T>>(T(count));
      for (i64 r = r0; r < r1; r++)
        for (i64 c = c0; c < c1; c++) {
          T* to = image + (r * a.w + c) * L;
          store(to, load(to) + part);
        }
    });
    T* dx = a.dx + first * size;
    if (!a.accumulate) return to_planes(image, L, planes, size, dx, size);
    for (i64 l = 0; l < planes; l++)
      for (i64 k = 0; k < size; k++) dx[l * size + k] += image[k * L + l];
  });
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(avgPool2d)
TW_KERNEL(avgPool2dBackward)
TW_KERNEL(adaptiveAvgPool2d)
TW_KERNEL(adaptiveAvgPool2dBackward)

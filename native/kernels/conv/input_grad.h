// The gradient of conv2d with respect to its input: again a convolution, of dy with the weights, where lanes are input
// channels. With a stride, pixels of the same remainder meet the same taps and are computed together. Used by
// conv.cc and bfloat16.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/conv/pairs.h"
#include "kernels/conv/region.h"

namespace thalweg {
namespace {

// The taps of one pair of slots: where they lie in dy's copy and in the packed weights.
struct SlotTaps {
  i64 first, count;
};

template <class T>
struct InputJob {
  ConvShape s;
  InputAxis y, x;
  i64 planes = 0;                                        // of dy in a copy: output channels, or pairs of them
  i64 rows = 0, cols = 0, copy_rows = 0, copy_cols = 0;  // of a strip of dx, of its copy of dy
  GroupLanes lanes{};
  bool add = false, direct = false;  // direct: no stride, pixels are written where they belong
  const i64* off = nullptr;
  const T* zeros = nullptr;
  bool has_taps(i64 row, i64 column) const { return y.slot(row) >= 0 && x.slot(column) >= 0; }
  SlotTaps slot(i64 sy, i64 sx) const {
    SlotTaps t{0, planes * y.taps_of(sy) * x.taps_of(sx)};
    for (i64 k = 0; k < sy * x.slots + sx; k++) t.first += planes * y.taps_of(k / x.slots) * x.taps_of(k % x.slots);
    return t;
  }
};

// Lists the taps of every pair of slots, each in the order (plane, ky, kx); `apart`: the weights of two planes.
static inline void list_taps(const ConvShape& s, const InputAxis& y, const InputAxis& x, i64 planes, i64 plane,
                             i64 cols, i64 apart, i64* off, i64* order) {
  for (i64 sy = 0; sy < y.slots; sy++)
    for (i64 sx = 0; sx < x.slots; sx++)
      for (i64 o = 0; o < planes; o++)
        for (i64 ky = sy; ky < s.kh; ky += y.slots)
          for (i64 kx = sx; kx < s.kw; kx += x.slots) {
            *off++ = o * plane - y.axis.distance(ky) * cols - x.axis.distance(kx);
            *order++ = o * apart + ky * s.kw + kx;
          }
}

// The part of dx that is computed at once.
struct InputStrip {
  i64 row, row_end, column, column_end;
};

// Columns of two phases in turn.
template <class T>
static inline void weave_row(const T* even, const T* odd, i64 width, bool add, T* to) {
  constexpr i64 L = kLanes<T>;
  const typename CountLanes<int(L)>::List lanes{};
  i64 q = 0;
  for (; q + 2 * L <= width; q += 2 * L) {
    const Vec<T> a = load(even + q / 2), b = load(odd + q / 2);
    const Vec<T> low = woven_first(a, b, lanes), high = woven_last(a, b, lanes);
    store(to + q, add ? load(to + q) + low : low);
    store(to + q + L, add ? load(to + q + L) + high : high);
  }
  if (q == width) return;
  const i64 some = width - q, first = min(some, L);
  const Vec<T> a = load_n(even + q / 2, (some + 1) / 2), b = load_n(odd + q / 2, some / 2);
  const Vec<T> low = woven_first(a, b, lanes), high = woven_last(a, b, lanes);
  store_first(to + q, add ? load_n(to + q, first) + low : low, first);
  if (some > L) store_first(to + q + L, add ? load_n(to + q + L, some - L) + high : high, some - L);
}

// Rows row, row + sh, ... of a strip of every channel from the sums of their phases, which lie `apart`. A phase without
// taps has one row of zeros for all.
template <class T>
static inline void spread(const InputJob<T>& job, const T* side, i64 apart, const InputStrip& strip, i64 row, T* dx) {
  const ConvShape& s = job.s;
  const i64 rows = (strip.row_end - 1 - row) / s.sh + 1, width = strip.column_end - strip.column;
  auto length = [&](i64 k) { return job.has_taps(row, strip.column + k) ? (width - 1 - k) / s.sw + 1 : 0; };
  auto each_row = [&](auto f) {
    for (i64 c = 0; c < s.cg; c++) {
      T* to = dx + (c * s.h + row) * s.w + strip.column;
      for (i64 a = 0; a < rows; a++, to += s.sh * s.w) f(to);
    }
  };
  if (s.sw == 2) {
    const T *even = side, *odd = side + apart;
    const i64 evens = length(0), odds = length(1);
    each_row([&](T* to) {
      weave_row(even, odd, width, job.add, to);
      even += evens;
      odd += odds;
    });
    return;
  }
  for (i64 k = 0; k < s.sw && k < width; k++) {
    const T* from = side + k * apart;
    const i64 step = length(k);
    each_row([&](T* to) {
      const T* next = from;
      for (i64 q = k; q < width; q += s.sw) to[q] = job.add ? to[q] + *next++ : *next++;
      from += step;
    });
  }
}

// The pixels (row, column), (row + sh, column + sw), ... of a strip: those that meet the same taps. Into dx or `side`.
template <bool Paired, class T>
static inline void input_phase(const InputJob<T>& job, const T* copy, const T* packed, const InputStrip& strip, i64 row,
                               i64 column, T* dx, T* side, T* flat, Soon& soon) {
  const ConvShape& s = job.s;
  i64 rows = (strip.row_end - 1 - row) / s.sh + 1, cols = (strip.column_end - 1 - column) / s.sw + 1;
  if (!job.has_taps(row, column)) return fill(side, cols, T(0));
  SlotTaps taps = job.slot(job.y.slot(row), job.x.slot(column));
  i64 a = (row + s.ph) / s.sh - (strip.row + s.ph) / s.sh + job.y.most;
  i64 b = (column + s.pw) / s.sw - (strip.column + s.pw) / s.sw + job.x.most;
  Region<T> region{.x = copy + a * job.copy_cols + b,
                   .pitch = job.copy_cols,
                   .off = job.off + taps.first,
                   .taps = taps.count,
                   .rows = rows,
                   .cols = cols,
                   .y = job.direct ? dx + row * s.w + column : side,
                   .plane = job.direct ? s.h * s.w : rows * cols,
                   .finish = {.relu = false, .add = job.direct && job.add},
                   .soon = &soon};
  cover<Paired>(region, job.lanes, packed + taps.first * (packed_size<T>(job.lanes, 1)), job.zeros, flat);
}

template <bool Paired, class T>
static inline i64 run_input(const Conv2dInputArgs<T>& a, InputJob<T>& job) {
  const ConvShape& s = job.s;
  i64 strips = ceil_div(s.h, job.rows), cuts = ceil_div(s.w, job.cols);
  i64 units = s.n * s.groups * strips * cuts;
  i64 plane = job.copy_rows * job.copy_cols, area = s.kh * s.kw, taps = job.planes * area;
  i64 copied = job.planes * plane + kSlack;
  i64 flat = job.lanes.by_pixel ? flat_size<T>(job.rows, job.copy_cols) : 0;
  const i64 apart = job.direct ? 0 : s.cg * ((job.rows - 1) / s.sh + 1) * ((job.cols - 1) / s.sw + 1) + 16;
  const i64 side = apart * min(s.sw, job.cols);
  int team = team_for(
      units, double(s.n) * double(s.ci) * double(s.h * s.w) * (double(taps) / double(s.sh) / double(s.sw) + 8) / 50);
  Scratch<i64> tables(2, taps);
  Scratch<T> weights(int(s.groups), packed_size<T>(job.lanes, taps)), zeros(1, s.cg + kTileChannels<T>);
  const i64 parts = s.groups * job.lanes.parts();
  const int packers = team_for(parts, double(s.co) * double(s.cg * area));
  Scratch<T> copies(team, copied + flat + side), woven(packers, Paired ? woven_size(kPartChannels<T>, s.og, area) : 0);
  if (!tables || !weights || !zeros || !copies || !woven) return kNoMemory;

  job.off = tables.of(0);
  job.zeros = zeros.of(0);
  fill(zeros.of(0), s.cg + kTileChannels<T>, T(0));
  // Weights of one tap are neighbors across the lanes.
  const bool across = Paired && area == 1;
  const i64 of_plane = across ? kPartChannels<T> : Paired ? area : s.cg * area;
  const i64 of_row = across ? 1 : Paired ? taps : area;
  list_taps(s, job.y, job.x, job.planes, plane, job.copy_cols, of_plane, tables.of(0), tables.of(1));
  parallel(packers, parts, [&](int thread, i64 begin, i64 end) {
    for (i64 unit = begin; unit < end; unit++) {
      const i64 g = unit / job.lanes.parts();
      const ChannelPart part = part_of<T>(job.lanes, unit % job.lanes.parts());
      const T* weight = a.weight + (g * s.og * s.cg + part.first) * area;
      if constexpr (Paired) {
        if (across)
          weave_rows(weight, part.count, s.og, s.cg, woven.of(thread), kPartChannels<T>);
        else
          weave_weights(weight, part.count, area, s.og, s.cg * area, area, woven.of(thread));
        weight = woven.of(thread);
      }
      for (i64 slot = 0; slot < job.y.slots * job.x.slots; slot++) {
        SlotTaps t = job.slot(slot / job.x.slots, slot % job.x.slots);
        pack_part(part, weight, of_row, tables.of(1) + t.first, t.count,
                  weights.of(int(g)) + t.first * packed_size<T>(job.lanes, 1) + part.first * t.count);
      }
    }
  });
  // dy and dx of the next unit.
  auto behind = [&](i64 unit) {
    if (++unit >= units) return Soon();
    const i64 planes = unit / cuts / strips, row = unit / cuts % strips * job.rows, high = min(s.h - row, job.rows);
    const i64 from = min(row / s.sh, s.oh), read = strips == 1 ? s.oh : min(s.oh - from, ceil_div(high, s.sh));
    const Span dy = span_of(a.dy + planes * s.og * s.oh * s.ow, s.og, s.oh * s.ow, from * s.ow, read * s.ow);
    return Soon(dy, span_of(a.dx + planes * s.cg * s.h * s.w, s.cg, s.h * s.w, row * s.w, high * s.w));
  };
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T *copy = copies.of(thread), *aside = copy + copied, *rest = aside + side;
    for (i64 unit = begin; unit < end; unit++) {
      i64 row = unit / cuts % strips * job.rows, column = unit % cuts * job.cols;
      i64 g = unit / cuts / strips % s.groups, image = unit / cuts / strips / s.groups;
      InputStrip strip{
          .row = row, .row_end = min(row + job.rows, s.h), .column = column, .column_end = min(column + job.cols, s.w)};
      const T* dy = a.dy + (image * s.co + g * s.og) * s.oh * s.ow;
      Soon soon = behind(unit);
      Window at{
          (row + s.ph) / s.sh - job.y.most, (column + s.pw) / s.sw - job.x.most, 1, 1, job.copy_rows, job.copy_cols};
      copy_windows<Paired ? kWords : kPlain>(dy, s.oh * s.ow, s.og, s.oh, s.ow, at, T(0), copy, plane);
      T* dx = a.dx + (image * s.ci + g * s.cg) * s.h * s.w;
      for (i64 r = row; r < strip.row_end && r < row + s.sh; r++) {
        for (i64 c = column; c < strip.column_end && c < column + s.sw; c++)
          input_phase<Paired>(job, copy, weights.of(int(g)), strip, r, c, dx, aside + (c - column) * apart, rest, soon);
        if (!job.direct) spread(job, aside, apart, strip, r, dx);
      }
    }
  });
  return kOk;
}

template <bool Paired, class T>
i64 convolve_back(const Conv2dInputArgs<T>& a, const ConvShape& s) {
  if (s.n == 0 || s.ci == 0 || s.h == 0 || s.w == 0) return kOk;
  InputAxis y({s.kh, s.sh, s.dh}, s.ph), x({s.kw, s.sw, s.dw}, s.pw);
  i64 wide = strip_cols(s.w);
  InputJob<T> job{.s = s,
                  .y = y,
                  .x = x,
                  .planes = planes_of<Paired>(s.og),
                  .cols = wide,
                  .copy_cols = x.reach(wide),
                  .add = a.accumulate == 1,
                  .direct = s.sh == 1 && s.sw == 1};
  // Rows of dx a strip, as in the forward pass; a multiple of the stride keeps the remainders aligned.
  double per_row = double(s.og) * double(job.copy_cols) / double(s.sh) + 1;
  i64 rows = i64(98304 / per_row) - y.most * s.sh;
  if (rows < 8) rows = 8;
  if (wide < s.w) rows = 1;
  i64 strips = ceil_div(s.h, rows);
  while (wide == s.w && s.n * s.groups * strips < 16 && s.h / strips > 4) strips *= 2;
  job.rows = ceil_div(s.h, strips);
  job.copy_rows = y.reach(job.rows);
  if (double(s.og) * double(job.copy_rows) * double(job.copy_cols) > kMostElements) return kNoMemory;
  job.lanes = lanes_for<T>(s.cg, job.planes * s.kh * s.kw / (s.sh * s.sw), (job.rows - 1) / s.sh + 1,
                           (wide - 1) / s.sw + 1, job.copy_cols);
  return run_input<Paired>(a, job);
}

}  // namespace
}  // namespace thalweg

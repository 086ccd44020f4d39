// conv2d forward: strips of output rows of one image and one group of channels are the units of work; a strip's part of
// the image is copied with its padding, then covered with tiles. Used by conv.cc and bfloat16.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/conv/pairs.h"
#include "kernels/conv/region.h"

namespace thalweg {
namespace {

// Output rows of a strip: as many as keep the copy of a strip in a core's own cache, fewer when there are few images.
static inline i64 strip_rows(const ConvShape& s) {
  if (s.ow > kLongRow) return 1;
  double row = double(s.cg) * (double(s.ow) * double(s.sw) + double(s.kw) * double(s.dw)) * double(s.sh);
  i64 rows = i64(98304 / (row + 1)) - s.kh * s.dh / s.sh;
  if (rows < 8) rows = 8;
  i64 strips = ceil_div(s.oh, rows);
  while (s.n * s.groups * strips < 16 && s.oh / strips > 4) strips *= 2;
  return ceil_div(s.oh, strips);
}

// The copy can be spared when a tap is a plain offset in the image itself.
static inline bool reads_image(const ConvShape& s, const GroupLanes& lanes) {
  return s.ph == 0 && s.pw == 0 && s.sh == 1 && s.sw == 1 && !lanes.by_pixel;
}

template <bool Paired, class T>
i64 convolve(const Conv2dArgs<T>& a, const ConvShape& s) {
  if (s.n == 0 || s.co == 0 || s.oh == 0 || s.ow == 0) return kOk;
  const i64 planes = planes_of<Paired>(s.cg);
  i64 rows = strip_rows(s), strips = ceil_div(s.oh, rows), taps = planes * s.kh * s.kw;
  i64 cols = strip_cols(s.ow), cuts = ceil_div(s.ow, cols);
  ImageStrip strip = strip_of(s, rows, cols);
  if (strip.elements < 0) return kNoMemory;
  strip.elements = planes * strip.plane + kSlack;
  GroupLanes lanes = lanes_for<T>(s.og, taps, rows, cols, strip.cols);
  bool direct = !Paired && reads_image(s, lanes);
  if (direct) {
    strip.plane = s.h * s.w;
    strip.rows = s.h;
    strip.cols = s.w;
    strip.elements = 0;
  }

  i64 packed = packed_size<T>(lanes, taps), padded = s.og + kTileChannels<T>;
  i64 flat = lanes.by_pixel ? flat_size<T>(rows, strip.cols) : 0;
  Scratch<i64> tables(2, taps);
  Scratch<T> weights(int(s.groups), packed), starts(int(s.groups), padded);
  i64 units = s.n * s.groups * strips * cuts;
  int team = team_for(units, double(s.n) * double(s.co) * double(s.oh * s.ow) * double(taps + 8) / 50);
  const i64 parts = s.groups * lanes.parts();
  const int packers = team_for(parts, double(s.co) * double(taps));
  Scratch<T> copies(team, strip.elements + flat),
      woven(packers, Paired ? woven_size(kPartChannels<T>, s.cg, s.kh * s.kw) : 0);
  if (!tables || !weights || !starts || !copies || !woven) return kNoMemory;

  i64 *off = tables.of(0), *order = tables.of(1);
  for (i64 k = 0; k < taps; k++) {
    off[k] = tap_offset(strip, k / (s.kh * s.kw), k / s.kw % s.kh, k % s.kw);
    order[k] = k;
  }
  parallel(packers, parts, [&](int thread, i64 begin, i64 end) {
    for (i64 unit = begin; unit < end; unit++) {
      const i64 g = unit / lanes.parts();
      const ChannelPart part = part_of<T>(lanes, unit % lanes.parts());
      const T* weight = a.weight + (g * s.og + part.first) * s.cg * s.kh * s.kw;
      if constexpr (Paired) {
        weave_weights(weight, part.count, s.cg * s.kh * s.kw, s.cg, s.kh * s.kw, s.kh * s.kw, woven.of(thread));
        weight = woven.of(thread);
      }
      pack_part(part, weight, taps, order, taps, weights.of(int(g)) + part.first * taps);
    }
  });
  for (i64 g = 0; g < s.groups; g++)
    for (i64 k = 0; k < padded; k++) starts.of(int(g))[k] = a.bias && k < s.og ? a.bias[g * s.og + k] : T(0);
  // x and y of the next unit.
  auto behind = [&](i64 unit) {
    if (++unit >= units) return Soon();
    const i64 planes = unit / cuts / strips, row = unit / cuts % strips * rows, high = min(s.oh - row, rows);
    const i64 from = row * s.sh, read = strips == 1 ? s.h : min(s.h - from, high * s.sh);
    const Span x = span_of(a.x + planes * s.cg * s.h * s.w, s.cg, s.h * s.w, from * s.w, read * s.w);
    return Soon(x, span_of(a.y + planes * s.og * s.oh * s.ow, s.og, s.oh * s.ow, row * s.ow, high * s.ow));
  };
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T* copy = copies.of(thread);
    for (i64 unit = begin; unit < end; unit++) {
      i64 column = unit % cuts * cols, row = unit / cuts % strips * rows;
      i64 g = unit / cuts / strips % s.groups, image = unit / cuts / strips / s.groups;
      const T* x = a.x + (image * s.ci + g * s.cg) * s.h * s.w;
      Soon soon = behind(unit);
      if (!direct) copy_strip<Paired ? kWords : kPlain>(s, strip, x, row, column, s.cg, copy);
      i64 count = min(s.oh - row, rows), width = min(s.ow - column, cols);
      T* y = a.y + ((image * s.co + g * s.og) * s.oh + row) * s.ow + column;
      Region<T> region{.x = direct ? x + row * s.w + column : copy,
                       .pitch = strip.cols,
                       .off = off,
                       .taps = taps,
                       .rows = count,
                       .cols = width,
                       .y = y,
                       .plane = s.oh * s.ow,
                       .finish = {.relu = a.relu == 1, .add = false},
                       .soon = &soon};
      cover<Paired>(region, lanes, weights.of(int(g)), starts.of(int(g)), copy + strip.elements);
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

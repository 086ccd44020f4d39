// Convolutions with inputs rounded to bfloat16: forward, gradient of the input, gradients of weight and bias.
// Specified in lib/backend/js/convBfloat16.ts.
#include <new>

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/forward.h"
#include "kernels/conv/input_grad.h"
#include "kernels/conv/rounded.h"
#include "kernels/conv/weight_grad.h"
#include "kernels/conv/weight_rounded.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

// Rows of a strip of which each takes `row` elements: as many as keep the strip near the core, fewer when there are few
// strips in all.
static inline i64 rows_of_strip(double row, i64 rows, i64 others) {
  i64 most = i64(98304 / (row + 1));
  if (most < 8) most = 8;
  i64 strips = ceil_div(rows, most);
  while (others * strips < 16 && rows / strips > 4) strips *= 2;
  return ceil_div(rows, strips);
}

// Rows of weights, `rs` apart, in the order of the taps.
static inline void gather_weights(const float* weight, i64 rows, i64 rs, const i64* order, i64 taps, float* to) {
  for (i64 row = 0; row < rows; row++, weight += rs)
    for (i64 k = 0; k < taps; k++) *to++ = order[k] == kNoTap ? 0.0f : weight[order[k]];
}

// --- forward ---

i64 conv2dBfloat16(const Conv2dBfloat16Args& a) {
  const ConvShape s = conv_shape(a);
#if defined(TW_AVX512)
  if (pair_form() == kPaired) return convolve<true>(a, s);
#endif
  if (s.n == 0 || s.co == 0 || s.oh == 0 || s.ow == 0) return kOk;
  const i64 area = s.kh * s.kw, own = s.cg * area, taps = round_up(s.cg, 2) * area;
  const double row = double(s.cg) * (double(s.ow) * double(s.sw) + double(s.kw) * double(s.dw)) * double(s.sh);
  const i64 cols = strip_cols(s.ow), cuts = ceil_div(s.ow, cols);
  const i64 rows = cuts > 1 ? 1 : rows_of_strip(row, s.oh, s.n * s.groups), strips = ceil_div(s.oh, rows);
  const ImageStrip strip = strip_of(s, rows, cols);
  if (strip.elements < 0) return kNoMemory;
  const i64 reach = (rows - 1) * strip.cols + cols;
  TapProduct product(s.og, reach, taps);
  const i64 units = s.n * s.groups * strips * cuts, side = s.og * reach;
  const int team = team_for(units, double(s.n) * double(s.co) * double(s.oh * s.ow) * double(taps + 8) / 60);
  Scratch<i64> tables(2, taps);
  Scratch<float> weights(int(s.groups), product.packed_size()), gathered(1, s.og * taps);
  Scratch<float> copies(team, round_up(strip.elements, 16) + round_up(side, 16) + product.scratch_size());
  if (!tables || !weights || !gathered || !copies) return kNoMemory;
  i64 *off = tables.of(0), *order = tables.of(1);
  product.off = off;
  for (i64 k = 0; k < taps; k++) {
    const i64 c = k / 2 / area * 2 + k % 2, t = k / 2 % area;
    off[k] = c < s.cg ? tap_offset(strip, c, t / s.kw, t % s.kw) : kNoTap;
    order[k] = c < s.cg ? c * area + t : kNoTap;
  }
  for (i64 g = 0; g < s.groups; g++) {
    gather_weights(a.weight + g * s.og * own, s.og, own, order, taps, gathered.of(0));
    product.fill(gathered.of(0), weights.of(int(g)));
  }
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    float *copy = copies.of(thread), *aside = copy + round_up(strip.elements, 16), *room = aside + round_up(side, 16);
    TapProduct mine = product;
    for (i64 unit = begin; unit < end; unit++) {
      const i64 column = unit % cuts * cols, first = unit / cuts % strips * rows;
      const i64 g = unit / cuts / strips % s.groups, image = unit / cuts / strips / s.groups;
      const i64 count = min(s.oh - first, rows), width = min(s.ow - column, cols);
      copy_strip<kPlain>(s, strip, a.x + (image * s.ci + g * s.cg) * s.h * s.w, first, column, s.cg, copy);
      mine.a = weights.of(int(g));
      const float* start = a.bias ? a.bias + g * s.og : nullptr;
      const i64 n = (count - 1) * strip.cols + width;
      mine.run(copy, n, start, a.relu == 1, aside, reach, room);
      if (taps == 0)
        for (i64 o = 0; o < s.og; o++)
          for (i64 p = 0; p < n; p++) aside[o * reach + p] = start && !(a.relu == 1 && start[o] <= 0) ? start[o] : 0.0f;
      float* y = a.y + ((image * s.co + g * s.og) * s.oh + first) * s.ow + column;
      for (i64 o = 0; o < s.og; o++)
        for (i64 r = 0; r < count; r++) copy_row(aside + o * reach + r * strip.cols, width, y + (o * s.oh + r) * s.ow);
    }
  });
  return kOk;
}

// --- the gradient of the input ---

// Pixels of dx that meet the same taps: of those in a strip every sh-th row and sw-th column.
struct Phase {
  i64 y, x;       // the slots of the taps, -1 when there are none
  i64 first = 0;  // of its taps in the tables
  i64 at = 0;     // of its words in those of a group
  TapProduct product;
};

// Lists the taps of a phase in the order (pair of output channels, ky, kx, channel): places in dy's copy and in the
// weights of a channel, kNoTap where a last channel has no partner.
static inline i64 list_phase(const ConvShape& s, const InputAxis& y, const InputAxis& x, const Phase& phase, i64 plane,
                             i64 cols, i64* off, i64* order) {
  i64 count = 0;
  for (i64 even = 0; even < s.og; even += 2)
    for (i64 ky = phase.y; ky < s.kh; ky += y.slots)
      for (i64 kx = phase.x; kx < s.kw; kx += x.slots)
        for (i64 o = even; o < even + 2; o++) {
          off[count] = o < s.og ? o * plane - y.axis.distance(ky) * cols - x.axis.distance(kx) : kNoTap;
          order[count++] = o < s.og ? (o * s.cg * s.kh + ky) * s.kw + kx : kNoTap;
        }
  return count;
}

i64 conv2dInputBfloat16(const Conv2dInputBfloat16Args& a) {
  const ConvShape s = conv_shape(a);
#if defined(TW_AVX512)
  if (pair_form() == kPaired) return convolve_back<true>(a, s);
#endif
  if (s.n == 0 || s.ci == 0 || s.h == 0 || s.w == 0) return kOk;
  const InputAxis y({s.kh, s.sh, s.dh}, s.ph), x({s.kw, s.sw, s.dw}, s.pw);
  const i64 wide = strip_cols(s.w), cuts = ceil_div(s.w, wide), copy_cols = x.reach(wide);
  const double per_row = double(s.og) * double(copy_cols) / double(s.sh);
  const i64 rows = cuts > 1 ? 1 : rows_of_strip(per_row, s.h, s.n * s.groups), strips = ceil_div(s.h, rows);
  const i64 copy_rows = y.reach(rows), plane = copy_rows * copy_cols;
  if (double(s.og) * double(plane) > kMostElements) return kNoMemory;
  const i64 most_rows = (rows - 1) / s.sh + 1, most_cols = (wide - 1) / s.sw + 1;
  const i64 reach = (most_rows - 1) * copy_cols + most_cols, taps = round_up(s.og, 2) * s.kh * s.kw,
            phases = y.slots * x.slots;
  Scratch<i64> tables(2, taps + 1);
  Scratch<Phase> slots(1, phases);
  if (!tables || !slots) return kNoMemory;
  i64 words = 0, room = 0;
  for (i64 k = 0, first = 0; k < phases; k++) {
    Phase& phase = *new (slots.of(0) + k) Phase{k / x.slots, k % x.slots, first, words, {}};
    const i64 count = list_phase(s, y, x, phase, plane, copy_cols, tables.of(0) + first, tables.of(1) + first);
    phase.product = TapProduct(s.cg, reach, count);
    phase.product.off = tables.of(0) + first;
    first += count;
    words += phase.product.packed_size();
    if (phase.product.scratch_size() > room) room = phase.product.scratch_size();
  }
  const i64 units = s.n * s.groups * strips * cuts, copied = round_up(s.og * plane + kSlack, 16);
  const i64 side = round_up(s.cg * reach, 16);
  const int team = team_for(
      units, double(s.n) * double(s.ci) * double(s.h * s.w) * (double(taps) / double(s.sh) / double(s.sw) + 8) / 60);
  Scratch<float> weights(int(s.groups), words), gathered(1, s.cg * taps), copies(team, copied + side + room);
  if (!weights || !gathered || !copies) return kNoMemory;
  for (i64 g = 0; g < s.groups; g++) {
    for (i64 k = 0; k < phases; k++) {
      Phase& phase = slots.of(0)[k];
      const i64 count = phase.product.taps;
      const i64* order = tables.of(1) + phase.first;
      gather_weights(a.weight + g * s.og * s.cg * s.kh * s.kw, s.cg, s.kh * s.kw, order, count, gathered.of(0));
      phase.product.fill(gathered.of(0), weights.of(int(g)) + phase.at);
    }
  }
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    float *copy = copies.of(thread), *aside = copy + copied, *scratch = aside + side;
    for (i64 unit = begin; unit < end; unit++) {
      const i64 row = unit / cuts % strips * rows, column = unit % cuts * wide;
      const i64 g = unit / cuts / strips % s.groups, image = unit / cuts / strips / s.groups;
      const i64 row_end = min(row + rows, s.h), column_end = min(column + wide, s.w);
      const float* dy = a.dy + (image * s.co + g * s.og) * s.oh * s.ow;
      const Window at{(row + s.ph) / s.sh - y.most, (column + s.pw) / s.sw - x.most, 1, 1, copy_rows, copy_cols};
      copy_windows<kPlain>(dy, s.oh * s.ow, s.og, s.oh, s.ow, at, 0.0f, copy, plane);
      float* dx = a.dx + (image * s.ci + g * s.cg) * s.h * s.w;
      for (i64 r = row; r < row_end && r < row + s.sh; r++)
        for (i64 c = column; c < column_end && c < column + s.sw; c++) {
          const i64 count = (row_end - 1 - r) / s.sh + 1, width = (column_end - 1 - c) / s.sw + 1;
          const i64 sy = y.slot(r), sx = x.slot(c), n = (count - 1) * copy_cols + width;
          const Phase* phase = sy < 0 || sx < 0 ? nullptr : slots.of(0) + sy * x.slots + sx;
          if (phase == nullptr || phase->product.taps == 0) {
            for (i64 i = 0; i < s.cg; i++) fill(aside + i * reach, n, 0.0f);
          } else {
            TapProduct mine = phase->product;
            mine.a = weights.of(int(g)) + phase->at;
            const i64 down = (r + s.ph) / s.sh - (row + s.ph) / s.sh + y.most;
            const i64 across = (c + s.pw) / s.sw - (column + s.pw) / s.sw + x.most;
            mine.run(copy + down * copy_cols + across, n, nullptr, false, aside, reach, scratch);
          }
          for (i64 i = 0; i < s.cg; i++)
            for (i64 p = 0; p < count; p++) {
              const float* from = aside + i * reach + p * copy_cols;
              float* to = dx + (i * s.h + r + p * s.sh) * s.w + c;
              if (a.accumulate)
                for (i64 q = 0; q < width; q++) to[q * s.sw] += from[q];
              else
                for (i64 q = 0; q < width; q++) to[q * s.sw] = from[q];
            }
        }
    }
  });
  return kOk;
}

// --- the gradients of weight and bias ---

// Sixteen lanes, lane q % 16 of a row taking column q; the tree at the end.
static inline float channel_sum(const float* dy, i64 images, i64 apart, i64 rows, i64 cols) {
  alignas(64) float lanes[16] = {};
  for (i64 image = 0; image < images; image++)
    for (i64 r = 0; r < rows; r++) {
      const float* row = dy + image * apart + r * cols;
      i64 q = 0;
      for (; q + 16 <= cols; q += 16)
        for (i64 l = 0; l < 16; l++) lanes[l] += row[q + l];
      for (; q < cols; q++) lanes[q % 16] += row[q];
    }
  for (i64 half = 8; half; half /= 2)
    for (i64 l = 0; l < half; l++) lanes[l] += lanes[l + half];
  return lanes[0];
}

// Sixteen lanes a channel and a part, the parts in order.
static inline void add_bias(const Conv2dWeightBfloat16Args& a, const ConvShape& s, i64 parts) {
  const i64 pixels = s.oh * s.ow;
  parallel(team_for(s.co, double(s.co) * double(s.n * pixels) / 8), s.co, [&](int, i64 begin, i64 end) {
    for (i64 o = begin; o < end; o++) {
      float all = 0;
      for (i64 part = 0; part < parts; part++) {
        const i64 first = s.n * part / parts, images = s.n * (part + 1) / parts - first;
        const float sum = channel_sum(a.dy + (first * s.co + o) * pixels, images, s.co * pixels, s.oh, s.ow);
        all = part == 0 ? sum : all + sum;
      }
      a.dbias[o] = a.accumulate ? a.dbias[o] + all : all;
    }
  });
}

i64 conv2dWeightBfloat16(const Conv2dWeightBfloat16Args& a) {
  const ConvShape s = conv_shape(a);
  if (s.co == 0) return kOk;
  const i64 parts = weight_parts(s.n, s.co * s.cg * s.kh * s.kw);
  Conv2dWeightBfloat16Args weight = a;
  weight.dbias = nullptr;
#if defined(TW_AVX512)
  const bool paired = pair_form() == kPaired && s.ow % 2 == 0 && !depthwise(s);
  const i64 code = paired ? weigh<true>(weight, s, parts) : weigh_rounded(weight, s, parts);
#else
  const i64 code = weigh_rounded(weight, s, parts);
#endif
  if (code == kOk && a.dbias) add_bias(a, s, parts);
  return code;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(conv2dBfloat16)
TW_KERNEL(conv2dInputBfloat16)
TW_KERNEL(conv2dWeightBfloat16)

// The gradients of conv2d with respect to weight and bias. Lanes are output channels: dy is transposed to one vector
// of channels a pixel, each tap's element of the padded image is broadcast, and a tile of taps stays in registers over
// all pixels of a strip or of a few small images. The batch falls into parts by sizes alone; each is one chain, and the
// parts are added in order. A thread takes a part, or some input channels of one. Depthwise convolutions have the same
// chains in depthwise_weight.h. Paired: terms are products of words of two neighboring outputs of a row in bfloat16.
// Used by weight_grad.cc and bfloat16.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/conv/pairs.h"
#include "kernels/conv/shape.h"
#include "kernels/conv/weight_tile.h"
#include "simd/transpose.h"

namespace thalweg {
namespace {

// Lanes lie over the output channels of a group.
template <class T>
struct WeightJob {
  ConvShape s;
  i64 vectors, width;   // of a block of lanes; width = vectors * kLanes
  i64 taps;             // of the input channels of a group
  i64 blocks, parts;    // blocks of lanes, parts of the batch
  i64 rows, cols;       // outputs of a strip
  i64 images;           // that a tile goes through: some when an image is one strip, else one
  i64 x_size, dy_size;  // of a strip of x, of the pixels of a block of lanes
  ImageStrip strip;
  bool direct;             // x is read in place
  const i64* off;          // of a tap
  const std::int32_t* at;  // of a pixel of the strip, or of those of some images
  Scratch<T>* sums;
  WeightTile<T> tiles[kTaps + 1];

  i64 sums_size() const { return (taps + 1) * width; }  // behind the taps: the sums of dy
  T* sums_of(i64 part, i64 g, i64 block) const { return sums->of(int((part * s.groups + g) * blocks + block)); }
  i64 strips() const { return s.oh * s.ow == 0 ? 0 : ceil_div(s.oh, rows) * ceil_div(s.ow, cols); }  // of an image
};

// The strips of the images of a part are numbered.
struct BatchStrip {
  i64 image, row, column, rows, cols;
};
template <class T>
__attribute__((noinline)) BatchStrip strip_at(const WeightJob<T>& job, i64 part, i64 number) {
  const i64 cuts = ceil_div(job.s.ow, job.cols), strips = job.strips(), rest = number % strips;
  const i64 row = rest / cuts * job.rows, column = rest % cuts * job.cols;
  return {job.s.n * part / job.parts + number / strips, row, column, min(job.s.oh - row, job.rows),
          min(job.s.ow - column, job.cols)};
}
template <class T>
static inline i64 strips_of(const WeightJob<T>& job, i64 part) {
  return (job.s.n * (part + 1) / job.parts - job.s.n * part / job.parts) * job.strips();
}

// Channels [from, end) of x of a strip, copied with padding.
template <bool Paired, class T>
__attribute__((noinline)) void copy_x(const WeightJob<T>& job, const T* x, const BatchStrip& at, i64 from, i64 end,
                                      T* to) {
  if (job.direct) return;
  constexpr CopyForm F = Paired ? kHalves : kPlain;
  copy_strip<F>(job.s, job.strip, x + (at.image * job.s.ci + from) * job.s.h * job.s.w, at.row, at.column, end - from,
                reinterpret_cast<Copied<F, T>*>(to));
}

// Vector v of the lanes of a group: dy of a strip to pixels, and its sum added to `total`. `to` is the strip's in the
// vector's block.
template <bool Paired, class T>
__attribute__((noinline)) void copy_dy(const WeightJob<T>& job, const T* dy, const BatchStrip& at, i64 g, i64 v,
                                       bool fresh, T* total, T* to) {
  constexpr i64 L = kLanes<T>;
  const i64 plane = job.s.oh * job.s.ow, count = max(0, min(job.s.og - v * L, L)), pixels = at.rows * at.cols;
  const T* planes = dy + (at.image * job.s.co + g * job.s.og + v * L) * plane + at.row * job.s.ow + at.column;
  to += v % job.vectors * L;
  if constexpr (Paired) {
    weave_pixels<kPaired>(planes, plane, count, pixels, to, job.width);
  } else {
    Vec<T> sum = fresh ? Vec<T>{} : load(total);
    to_pixels(planes, plane, count, pixels, to, job.width, [&](Vec<T> x) { sum += x; });
    store(total, sum);
  }
}

// Where channel `from` of x of a strip begins, of which `copy` is the copy.
template <class T>
static inline const T* x_of(const WeightJob<T>& job, const T* x, const BatchStrip& at, i64 from, const T* copy) {
  return job.direct ? x + ((at.image * job.s.ci + from) * job.s.h + at.row) * job.s.w + at.column : copy;
}

// Behind images [image, image + some): as many, of channels [from, from + count) of x and of those of a group of dy.
template <class T>
static inline Soon behind(const WeightJob<T>& job, const Conv2dWeightArgs<T>& a, i64 image, i64 some, i64 from,
                          i64 count, i64 g) {
  const ConvShape& s = job.s;
  const i64 of_x = s.h * s.w, of_dy = s.oh * s.ow, next = image + some, follow = min(some, s.n - next);
  return {span_of(a.x + next * s.ci * of_x, follow, s.ci * of_x, from * of_x, count * of_x),
          span_of(a.dy + next * s.co * of_dy, follow, s.co * of_dy, g * s.og * of_dy, s.og * of_dy)};
}

// Taps [first, end) of a block of lanes; `fresh`: from 0 instead of what `sums` holds.
template <bool Paired, class T>
static inline void add_taps(const WeightJob<T>& job, const T* x, const T* dy, i64 pixels, i64 first, i64 end,
                            bool fresh, Soon& soon, T* sums) {
  const i64 taps = end - first, tiles = ceil_div(taps, kTaps), steps = Paired ? pixels / 2 : pixels;
  for (i64 k = 0; k < tiles; k++) {
    const i64 begin = first + taps * k / tiles, count = first + taps * (k + 1) / tiles - begin;
    T* to = sums + begin * job.width;
    if (fresh) fill(to, count * job.width, T(0));
    job.tiles[count](x, job.off + begin, job.at, dy, steps, to, soon.next(steps * kSoonPixel<Paired>, dy));
  }
}

// Channels [first, end) of a group of a part of the batch by one thread: all lanes.
template <bool Paired, class T>
static inline void weight_part(const WeightJob<T>& job, const Conv2dWeightArgs<T>& a, i64 part, i64 g, i64 first,
                               i64 end, T* scratch) {
  constexpr i64 L = kLanes<T>;
  const i64 from = g * job.s.cg, area = job.s.kh * job.s.kw;
  T *copy = scratch, *dy = copy + job.images * job.x_size;
  T* own = copy + planes_of<Paired>(first) * job.strip.plane;
  alignas(64) T unused[L] = {};
  const i64 total = strips_of(job, part);
  Soon soon;
  for (i64 done = 0; done < total; done += job.images) {
    const i64 some = min(job.images, total - done);
    const BatchStrip at = strip_at(job, part, done);
    if (at.row == 0 && at.column == 0) soon = behind(job, a, at.image, some, from + first, end - first, g);
    for (i64 k = 0; k < some; k++)
      copy_x<Paired>(job, a.x, strip_at(job, part, done + k), from + first, from + end, own + k * job.x_size);
    for (i64 block = 0; block < job.blocks; block++) {
      // Those who have the first channels sum dy.
      T* sum = job.sums_of(part, g, block) + job.taps * job.width;
      for (i64 k = 0; k < some; k++)
        for (i64 v = 0; v < job.vectors; v++)
          copy_dy<Paired>(job, a.dy, strip_at(job, part, done + k), g, block * job.vectors + v, done + k == 0,
                          first == 0 ? sum + v * L : unused, dy + k * job.dy_size);
      add_taps<Paired>(job, x_of(job, a.x, at, from, copy), dy, some * at.rows * at.cols, first * area, end * area,
                       done == 0, soon, job.sums_of(part, g, block));
    }
  }
}

// Sums of `count` weights of each of `lanes` output channels, [weight][lane], to rows `apart` from each other.
template <class T>
static inline void put_weights(const T* sums, i64 step, i64 lanes, i64 count, i64 apart, bool add, T* to) {
  constexpr i64 L = kLanes<T>;
  T tile[L * L];
  for (i64 k = 0; k < count; k += L) {
    const i64 some = min(count - k, L);
    to_planes(sums + k * step, step, lanes, some, tile, L);
    for (i64 l = 0; l < lanes; l++)
      for (i64 i = 0; i < some; i++) {
        T& weight = to[l * apart + k + i];
        weight = add ? weight + tile[l * L + i] : tile[l * L + i];
      }
  }
}

// The sums over all parts of a block of lanes, into dweight and dbias.
template <class T>
static inline void finish_block(const WeightJob<T>& job, const Conv2dWeightArgs<T>& a, i64 g, i64 block) {
  constexpr i64 L = kLanes<T>;
  T* all = job.sums_of(0, g, block);
  for (i64 part = 1; part < job.parts; part++) {
    const T* more = job.sums_of(part, g, block);
    for (i64 k = 0; k < job.sums_size(); k += L) store(all + k, load(all + k) + load(more + k));
  }
  for (i64 v = 0; v < job.vectors; v++) {
    i64 lane = block * job.width + v * L, rows = min(job.s.og - lane, L);
    if (rows <= 0) break;
    i64 o = g * job.s.og + lane;
    put_weights(all + v * L, job.width, rows, job.taps, job.taps, a.accumulate == 1, a.dweight + o * job.taps);
    if (!a.dbias) continue;
    const T* sum = all + job.taps * job.width + v * L;
    for (i64 l = 0; l < rows; l++) a.dbias[o + l] = a.accumulate ? a.dbias[o + l] + sum[l] : sum[l];
  }
}

// Who takes what of `many` parts, each of some `slices` of its input channels. Parts that don't go round are shared out
// by slices; each piece then copies all of dy. Behind whole parts, which may take longer on one thread than on another,
// the pieces are finer: so the last part of each thread is shared out, too.
struct Shares {
  int team;
  i64 many, slices, whole, rest, pieces = 1;  // of each of the parts that are shared out
  Shares(int threads, i64 parts, i64 of_part) : team(threads), many(parts), slices(of_part) {
    whole = team == 1 ? many : (many - 1) / team;
    rest = many - whole * team;
    while (rest * pieces % team) pieces++;
    pieces = min(slices, pieces * (whole > 0 ? 2 : 1));
  }
  // f(thread, part, first slice, last + 1). Each thread has some whole parts, then some pieces of others.
  template <class F>
  void each(F f) const {
    const i64 own = whole + ceil_div(rest * pieces, team);
    parallel(team, team * own, [&](int thread, i64 begin, i64 end) {
      for (i64 unit = begin; unit < end; unit++) {
        const i64 owner = unit / own, k = unit % own, piece = owner * (own - whole) + k - whole;
        if (k < whole)
          f(thread, owner * whole + k, 0, slices);
        else if (piece < rest * pieces)
          f(thread, team * whole + piece / pieces, slices * (piece % pieces) / pieces,
            slices * (piece % pieces + 1) / pieces);
      }
    });
  }
};

template <bool Paired, class T>
static inline i64 run_weight(const Conv2dWeightArgs<T>& a, WeightJob<T>& job) {
  const ConvShape& s = job.s;
  const i64 many = job.parts * s.groups, pixels = job.rows * job.cols;
  const double ns = double(s.n) * double(s.co) * double(s.oh * s.ow) * double(job.taps + 8) / 50;
  const Shares shares(team_for(many * ((s.cg + 1) / 2), ns), many, (s.cg + 1) / 2);
  job.dy_size = (Paired ? pixels / 2 : pixels) * job.width;
  job.x_size = job.direct ? 0 : round_up(planes_of<Paired>(s.cg) * job.strip.plane, 16) + kSlack;
  // Small images together: their sums are loaded and stored once.
  const i64 in_part = ceil_div(s.n, job.parts) * job.strips(), room = 1 << 18;
  job.images = 1;
  if (job.strips() == 1)
    job.images = max(1, min(in_part, min(512 / pixels, room / (max(job.x_size, s.ci * s.h * s.w) + 1))));
  Scratch<i64> offsets(1, job.taps);
  Scratch<std::int32_t> places(1, job.images * pixels);
  Scratch<T> sums(int(many * job.blocks), job.sums_size());
  Scratch<T> scratch(shares.team, job.images * (job.x_size + job.dy_size) + kSlack);
  if (!offsets || !places || !sums || !scratch) return kNoMemory;
  job.sums = &sums;
  if (in_part == 0)
    for (i64 k = 0; k < many * job.blocks; k++) fill(sums.of(int(k)), job.sums_size(), T(0));
  i64* off = offsets.of(0);
  for (i64 k = 0; k < job.taps; k++) off[k] = tap_offset(job.strip, k / (s.kh * s.kw), k / s.kw % s.kh, k % s.kw);
  job.off = off;
  const i64 image = job.direct ? s.ci * s.h * s.w : job.x_size * (Paired ? 2 : 1), step = Paired ? 2 : 1;
  std::int32_t* place = places.of(0);
  for (i64 k = 0; k < job.images; k++)
    for (i64 p = 0; p + step <= pixels; p += step)
      *place++ = std::int32_t(k * image + p / job.cols * job.strip.cols + p % job.cols);
  job.at = places.of(0);
  // Channels in pairs.
  shares.each([&](int thread, i64 which, i64 first, i64 end) {
    weight_part<Paired>(job, a, which / s.groups, which % s.groups, 2 * first, min(s.cg, 2 * end), scratch.of(thread));
  });
  i64 blocks = s.groups * job.blocks;
  parallel(team_for(blocks, double(many * job.blocks) * double(job.sums_size()) / 8), blocks,
           [&](int, i64 begin, i64 end) {
             for (i64 k = begin; k < end; k++) finish_block(job, a, k / job.blocks, k % job.blocks);
           });
  return kOk;
}

template <class T, int N, bool Paired>
static inline void choose_tiles(WeightJob<T>& job) {
  for (int k = 1; k <= kTaps; k++) job.tiles[k] = weight_tile_for<T, N, Paired>(k);
}

// Paired: rows have an even number of outputs, the convolution is not depthwise, and the sum for the bias is left out.
template <bool Paired, class T>
i64 weigh(const Conv2dWeightArgs<T>& a, const ConvShape& s, i64 parts) {
  constexpr i64 L = kLanes<T>;
  WeightJob<T> job{};
  job.s = s;
  job.taps = s.cg * s.kh * s.kw;
  job.vectors = s.og <= L ? 1 : 2;
  job.width = job.vectors * L;
  job.blocks = ceil_div(s.og, job.width);
  job.parts = parts;
  double row = double(s.cg) * (double(s.ow) * double(s.sw) + double(s.kw) * double(s.dw)) * double(s.sh);
  job.rows = i64(98304 / (row + 1)) - s.kh * s.dh / s.sh;
  if (job.rows > 1024 / (s.ow + 1)) job.rows = 1024 / (s.ow + 1);
  if (job.rows < 8) job.rows = 8;
  if (job.rows > s.oh) job.rows = s.oh;
  // Without a last strip of a row or two.
  if (job.rows > 0) job.rows = ceil_div(s.oh, ceil_div(s.oh, job.rows));
  job.cols = strip_cols(s.ow);
  if (job.cols < s.ow) job.rows = 1;
  job.strip = strip_of(s, job.rows, job.cols);
  if (job.strip.elements < 0) return kNoMemory;
  job.direct = s.ph == 0 && s.pw == 0 && s.sh == 1 && s.sw == 1 && !Paired;
  if (job.direct) {
    job.strip.plane = s.h * s.w;
    job.strip.rows = s.h;
    job.strip.cols = s.w;
  }
  if (job.vectors == 1)
    choose_tiles<T, 1, Paired>(job);
  else
    choose_tiles<T, 2, Paired>(job);
  return run_weight<Paired>(a, job);
}

}  // namespace
}  // namespace thalweg

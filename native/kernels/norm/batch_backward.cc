// The gradient of batch norm (with or without relu) by input, weight and bias.
//
// With d = x - mean, g = dy where the relu let the value through, n elements in a channel:
//   dx = rstd * weight * (g - sum(g) / n - d * rstd^2 * sum(g * d) / n);  dweight = sum(g * d) * rstd;  dbias = sum(g)
// and without batch statistics (evaluation) dx = rstd * weight * g. Sums are taken in blocks of images, which are
// combined in order in float64. The relu's mask is recomputed from x by the operations of the forward pass.
#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/norm/batch.h"
#include "kernels/norm/row_stats.h"
#include "kernels/reduction.h"

namespace thalweg {
namespace {

template <class T>
struct Gradient {
  T mean, scale, bias;  // of the forward pass: y = (x - mean) * scale + bias
  T c1, c2;             // dx = scale * ((g - c1) - (x - mean) * c2)
};

template <class T>
Gradient<T> gradient_of(const BatchNormBackwardArgs<T>& a, i64 c) {
  return {a.mean[c], a.weight ? a.rstd[c] * a.weight[c] : a.rstd[c], a.bias ? a.bias[c] : T(0), T(0), T(0)};
}

template <bool kRelu, class V>
TW_INLINE V masked(V g, V d, V scale, V bias) {
  return kRelu ? select(d * scale + bias > V{}, g, V{}) : g;
}

// Writes dweight and dbias of a channel; fills c1 and c2.
template <class T>
void finish_gradient(const BatchNormBackwardArgs<T>& a, i64 c, double sum, double moment, Gradient<T>* out) {
  const double rstd = double(a.rstd[c]), n = double(a.batch * a.inner);
  if (a.dweight) a.dweight[c] = a.accumulate ? a.dweight[c] + T(moment * rstd) : T(moment * rstd);
  if (a.dbias) a.dbias[c] = a.accumulate ? a.dbias[c] + T(sum) : T(sum);
  if (a.training) {
    out->c1 = T(sum / n);
    out->c2 = T(moment * rstd * rstd / n);
  }
}

// --- inner > 1 ---------------------------------------------------------------------------------------------------

template <class T, bool kRelu>
void block_sums(const BatchNormBackwardArgs<T>& a, i64 c, i64 image, i64 images, T* sum, T* moment) {
  const Gradient<T> g = gradient_of(a, c);
  const Vec<T> m = splat<Vec<T>>(g.mean), s = splat<Vec<T>>(g.scale), b = splat<Vec<T>>(g.bias);
  Lanes<T, 2, Add> lanes(Add{}, T(0));
  for (i64 k = image; k < image + images; k++) {
    const i64 from = (k * a.channels + c) * a.inner;
    lanes.take(a.inner, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
      prefetch_ahead<0>(a.x + from, a.channels * a.inner, a.inner, i);
      prefetch_ahead<0>(a.dy + from, a.channels * a.inner, a.inner, i);
      const Wide<T> d = apply([&](Vec<T> v) TW_LAMBDA { return v - m; }, at(a.x + from + i));
      term[0] =
          apply([&](Vec<T> up, Vec<T> e) TW_LAMBDA { return masked<kRelu>(up, e, s, b); }, at(a.dy + from + i), d);
      term[1] = apply([](Vec<T> v, Vec<T> e) TW_LAMBDA { return v * e; }, term[0], d);
    });
  }
  T out[2];
  lanes.result(out);
  *sum = out[0];
  *moment = out[1];
}

template <class T, bool kRelu>
void write_dx(const BatchNormBackwardArgs<T>& a, i64 c, const Gradient<T>& g, i64 image, i64 images) {
  const Vec<T> m = splat<Vec<T>>(g.mean), s = splat<Vec<T>>(g.scale), b = splat<Vec<T>>(g.bias);
  const Vec<T> c1 = splat<Vec<T>>(g.c1), c2 = splat<Vec<T>>(g.c2);
  with_flag(a.training != 0, [&](auto training) TW_LAMBDA {
    for (i64 k = image; k < image + images; k++) {
      const i64 from = (k * a.channels + c) * a.inner;
      each_wide(a.inner, [&](auto at, i64 i) TW_LAMBDA {
        auto f = [&](Vec<T> up, Vec<T> v) TW_LAMBDA {
          const Vec<T> d = v - m, e = masked<kRelu>(up, d, s, b);
          return training.value ? s * ((e - c1) - d * c2) : s * e;
        };
        prefetch_ahead<1>(a.dx + from, a.channels * a.inner, a.inner, i);
        at.put(a.dx + from + i, apply(f, at(a.dy + from + i), at(a.x + from + i)));
      });
    }
  });
}

template <class T, bool kRelu>
i64 backward_planes(const BatchNormBackwardArgs<T>& a) {
  const i64 group = images_of_block(a.inner), blocks = ceil_div(a.batch, group);
  const bool sums = a.training || a.dweight || a.dbias;
  Scratch<T> scratch(2, a.channels * blocks);
  Scratch<Gradient<T>> gradients(1, a.channels);
  if (!scratch || !gradients) return kNoMemory;
  const double ns = double(a.batch * a.channels * a.inner) * sizeof(T) * 0.2;
  auto images_from = [&](i64 b) { return a.batch - b * group < group ? a.batch - b * group : group; };
  auto measure = [&](i64 c, i64 b) {
    block_sums<T, kRelu>(a, c, b * group, images_from(b), scratch.of(0) + c * blocks + b,
                         scratch.of(1) + c * blocks + b);
  };
  auto finish = [&](i64 c) {
    double sum = 0, moment = 0;
    for (i64 b = 0; sums && b < blocks; b++) {
      sum += double(scratch.of(0)[c * blocks + b]);
      moment += double(scratch.of(1)[c * blocks + b]);
    }
    gradients.of(0)[c] = gradient_of(a, c);
    finish_gradient(a, c, sum, moment, gradients.of(0) + c);
  };
  // A channel at a time, while it is in the cache; with few channels, block by block on all threads.
  const int team = team_for(a.channels, ns);
  if (team == 1 ? threads() == 1 || blocks == 1 : a.channels >= 4 * team) {
    parallel(team, a.channels, [&](int, i64 begin, i64 end) {
      for (i64 c = begin; c < end; c++) {
        for (i64 b = 0; sums && b < blocks; b++) measure(c, b);
        finish(c);
        write_dx<T, kRelu>(a, c, gradients.of(0)[c], 0, a.batch);
      }
    });
    return kOk;
  }
  const i64 units = a.channels * blocks;
  const int all = team_for(units, ns);
  if (sums)
    parallel(all, units, [&](int, i64 begin, i64 end) {
      for (i64 u = begin; u < end; u++) measure(u / blocks, u % blocks);
    });
  for (i64 c = 0; c < a.channels; c++) finish(c);
  parallel(all, units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++)
      write_dx<T, kRelu>(a, u / blocks, gradients.of(0)[u / blocks], u % blocks * group, images_from(u % blocks));
  });
  return kOk;
}

// --- inner = 1: channels are columns -----------------------------------------------------------------------------

template <class T, bool kRelu>
void backward_tile(const BatchNormBackwardArgs<T>& a, i64 c0, i64 width) {
  const i64 group = images_of_block(1);
  double sum[kColumns], moment[kColumns];
  T part[kColumns], part_moment[kColumns], mean[kColumns], scale[kColumns], bias[kColumns], c1[kColumns], c2[kColumns];
  Gradient<T> g[kColumns];
  for (i64 j = 0; j < width; j++) {
    g[j] = gradient_of(a, c0 + j);
    mean[j] = g[j].mean, scale[j] = g[j].scale, bias[j] = g[j].bias;
    sum[j] = moment[j] = 0;
  }
  for (i64 row = 0; row < a.batch; row += group) {
    const i64 last = min(row + group, a.batch);
    for (i64 j = 0; j < width; j++) part[j] = part_moment[j] = T(0);
    for (i64 r = row; r < last; r++) {
      const T *x = a.x + r * a.channels + c0, *dy = a.dy + r * a.channels + c0;
      for (i64 j = 0; j < width; j++) {
        const T d = x[j] - mean[j], e = !kRelu || d * scale[j] + bias[j] > T(0) ? dy[j] : T(0);
        part[j] += e;
        part_moment[j] += e * d;
      }
    }
    for (i64 j = 0; j < width; j++) sum[j] += double(part[j]), moment[j] += double(part_moment[j]);
  }
  for (i64 j = 0; j < width; j++) {
    finish_gradient(a, c0 + j, sum[j], moment[j], g + j);
    c1[j] = g[j].c1, c2[j] = g[j].c2;
  }
  for (i64 r = 0; r < a.batch; r++) {
    const T *x = a.x + r * a.channels + c0, *dy = a.dy + r * a.channels + c0;
    T* dx = a.dx + r * a.channels + c0;
    for (i64 j = 0; j < width; j++) {
      const T d = x[j] - mean[j], e = !kRelu || d * scale[j] + bias[j] > T(0) ? dy[j] : T(0);
      dx[j] = a.training ? scale[j] * ((e - c1[j]) - d * c2[j]) : scale[j] * e;
    }
  }
}

template <class T, bool kRelu>
i64 backward(const BatchNormBackwardArgs<T>& a) {
  if (a.inner != 1) return backward_planes<T, kRelu>(a);
  const i64 tiles = ceil_div(a.channels, kColumns);
  const double ns = double(a.batch * a.channels) * sizeof(T) * 0.2;
  parallel(team_for(tiles, ns), tiles, [&](int, i64 begin, i64 end) {
    for (i64 t = begin; t < end; t++) {
      const i64 c0 = t * kColumns;
      backward_tile<T, kRelu>(a, c0, min(a.channels - c0, kColumns));
    }
  });
  return kOk;
}

template <class T>
i64 batchNormBackward(const BatchNormBackwardArgs<T>& a) {
  return a.relu ? backward<T, true>(a) : backward<T, false>(a);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(batchNormBackward)

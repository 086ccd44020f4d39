// Batch norm of (batch, channels, inner), with or without relu, forward and backward.
//
// The statistics of a channel come from blocks of images: each block its mean and then its squares around it, in two
// passes over memory that the first has just brought into the cache; the second also sums the deviations, which
// corrects what the first rounded off; blocks are combined in order in float64 (Chan).
#include "kernels/norm/batch.h"

#include "core/int.h"
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/norm/row_stats.h"
#include "kernels/reduction.h"

namespace thalweg {
namespace {

// The rounded mean of a block, and the sums of deviations and of their squares around it.
template <class T>
struct Block {
  T mean, deviations, squares;
};

struct Moments {
  double count = 0, mean = 0, squares = 0;
  template <class T>
  void take(double n, const Block<T>& b) {
    const double deviations = double(b.deviations), own = double(b.squares) - deviations * deviations / n;
    const double total = count + n, delta = double(b.mean) + deviations / n - mean;
    mean += delta * (n / total);
    squares += (own < 0 ? 0 : own) + delta * delta * (count * n / total);
    count = total;
  }
};

template <class T>
void finish_channel(const BatchNormArgs<T>& a, i64 c, const Moments& moments) {
  double mean, variance;
  if (a.training) {
    mean = moments.mean;
    variance = moments.squares / moments.count;
    const double keep = 1 - double(a.momentum);
    if (a.runningMean) a.runningMean[c] = T(keep * double(a.runningMean[c]) + double(a.momentum) * mean);
    if (a.runningVar)
      a.runningVar[c] =
          T(keep * double(a.runningVar[c]) + double(a.momentum) * (moments.squares / (moments.count - 1)));
  } else {
    mean = double(a.runningMean[c]);
    variance = double(a.runningVar[c]);
  }
  a.mean[c] = T(mean);
  a.rstd[c] = T(1 / __builtin_sqrt(variance + double(a.eps)));
}

// --- inner > 1: a channel of an image is a line ------------------------------------------------------------------

template <class T>
Block<T> measure_block(const T* x, i64 images, i64 inner, i64 step) {
  T sum[1], around[2];
  Lanes<T, 1, Add> sums(Add{}, T(0));
  for (i64 k = 0; k < images; k++)
    sums.take(inner, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA { term[0] = at(x + k * step + i); });
  sums.result(sum);
  const T mean = sum[0] / T(images * inner);
  const Vec<T> m = splat<Vec<T>>(mean);
  Lanes<T, 2, Add> lanes(Add{}, T(0));
  for (i64 k = 0; k < images; k++)
    lanes.take(inner, [&](auto at, i64 i, Wide<T>* term) TW_LAMBDA {
      term[0] = apply([&](Vec<T> v) TW_LAMBDA { return v - m; }, at(x + k * step + i));
      term[1] = apply([](Vec<T> d) TW_LAMBDA { return d * d; }, term[0]);
    });
  lanes.result(around);
  return {mean, around[0], around[1]};
}

template <class T>
void normalize(const BatchNormArgs<T>& a, i64 c, i64 image, i64 images) {
  const i64 step = a.channels * a.inner;
  const Vec<T> m = splat<Vec<T>>(a.mean[c]), s = splat<Vec<T>>(a.weight ? a.rstd[c] * a.weight[c] : a.rstd[c]);
  const Vec<T> b = splat<Vec<T>>(a.bias ? a.bias[c] : T(0));
  with_flag(a.relu != 0, [&](auto relu) TW_LAMBDA {
    for (i64 k = image; k < image + images; k++) {
      const T* x = a.x + k * step + c * a.inner;
      T* y = a.y + k * step + c * a.inner;
      each_wide(a.inner, [&](auto at, i64 i) TW_LAMBDA {
        at.put(y + i, apply(
                          [&](Vec<T> v) TW_LAMBDA {
                            const Vec<T> out = (v - m) * s + b;
                            return relu.value ? max(Vec<T>{}, out) : out;
                          },
                          at(x + i)));
      });
    }
  });
}

template <class T>
i64 batch_norm_planes(const BatchNormArgs<T>& a) {
  const i64 step = a.channels * a.inner, group = images_of_block(a.inner), blocks = ceil_div(a.batch, group);
  Scratch<Block<T>> scratch(1, a.channels * blocks);
  if (!scratch) return kNoMemory;
  const double ns = double(a.batch * step) * sizeof(T) * 0.12;
  auto images_from = [&](i64 b) { return a.batch - b * group < group ? a.batch - b * group : group; };
  auto measure = [&](i64 c, i64 b) {
    scratch.of(0)[c * blocks + b] = measure_block(a.x + b * group * step + c * a.inner, images_from(b), a.inner, step);
  };
  auto finish = [&](i64 c) {
    Moments moments;
    for (i64 b = 0; a.training && b < blocks; b++)
      moments.take(double(images_from(b) * a.inner), scratch.of(0)[c * blocks + b]);
    finish_channel(a, c, moments);
  };
  // A channel at a time, while it is in the cache; with few channels, block by block on all threads.
  const int team = team_for(a.channels, ns);
  if (team == 1 ? threads() == 1 || blocks == 1 : a.channels >= 4 * team) {
    parallel(team, a.channels, [&](int, i64 begin, i64 end) {
      for (i64 c = begin; c < end; c++) {
        for (i64 b = 0; a.training && b < blocks; b++) measure(c, b);
        finish(c);
        normalize(a, c, 0, a.batch);
      }
    });
    return kOk;
  }
  const i64 units = a.channels * blocks;
  const int all = team_for(units, ns);
  if (a.training)
    parallel(all, units, [&](int, i64 begin, i64 end) {
      for (i64 u = begin; u < end; u++) measure(u / blocks, u % blocks);
    });
  for (i64 c = 0; c < a.channels; c++) finish(c);
  parallel(all, units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) normalize(a, u / blocks, u % blocks * group, images_from(u % blocks));
  });
  return kOk;
}

// --- inner = 1: channels are columns -----------------------------------------------------------------------------

template <class T>
i64 batch_norm_columns(const BatchNormArgs<T>& a) {
  const i64 group = images_of_block(1), tiles = ceil_div(a.channels, kColumns);
  const double ns = double(a.batch * a.channels) * sizeof(T) * 0.12;
  parallel(team_for(tiles, ns), tiles, [&](int, i64 begin, i64 end) {
    T mean[kColumns], deviations[kColumns], squares[kColumns];
    Moments moments[kColumns];
    for (i64 t = begin; t < end; t++) {
      const i64 c0 = t * kColumns, width = min(a.channels - c0, kColumns);
      for (i64 j = 0; j < width; j++) moments[j] = Moments{};
      for (i64 row = 0; a.training && row < a.batch; row += group) {
        const i64 rows = min(a.batch - row, group);
        const T* x = a.x + row * a.channels + c0;
        for (i64 j = 0; j < kColumns; j++) mean[j] = deviations[j] = squares[j] = T(0);
        reduce_rows(Sum{}, mean, x, rows, width, a.channels, static_cast<const T*>(nullptr));
        for (i64 j = 0; j < width; j++) mean[j] /= T(rows);
        reduce_rows(SumAround{}, deviations, x, rows, width, a.channels, static_cast<const T*>(mean));
        reduce_rows(SumSquares{}, squares, x, rows, width, a.channels, static_cast<const T*>(mean));
        for (i64 j = 0; j < width; j++) moments[j].take(double(rows), Block<T>{mean[j], deviations[j], squares[j]});
      }
      for (i64 j = 0; j < width; j++) finish_channel(a, c0 + j, moments[j]);
      T scale[kColumns], bias[kColumns];
      for (i64 j = 0; j < width; j++) {
        scale[j] = a.weight ? a.rstd[c0 + j] * a.weight[c0 + j] : a.rstd[c0 + j];
        bias[j] = a.bias ? a.bias[c0 + j] : T(0);
        mean[j] = a.mean[c0 + j];
      }
      for (i64 row = 0; row < a.batch; row++) {
        const T* x = a.x + row * a.channels + c0;
        T* y = a.y + row * a.channels + c0;
        for (i64 j = 0; j < width; j++) {
          const T out = (x[j] - mean[j]) * scale[j] + bias[j];
          y[j] = a.relu && T(0) > out ? T(0) : out;
        }
      }
    }
  });
  return kOk;
}

template <class T>
i64 batchNorm(const BatchNormArgs<T>& a) {
  return a.inner == 1 ? batch_norm_columns(a) : batch_norm_planes(a);
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(batchNorm)

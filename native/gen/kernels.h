// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
#pragma once
#include "core/kernel.h"

namespace thalweg {
namespace {

template <class T>
struct MapArgs {
  List<const T> x;
  T* y;
  i64 op;
  i64 inputs;
  i64 nd;
  Sizes shape;
  Sizes strides;
  T p0;
  T p1;
};
template <class T>
static inline MapArgs<T> read_map(const double* at) {
  MapArgs<T> a;
  a.op = i64(*at++);
  a.inputs = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*(a.inputs+1);
  a.p0 = T(*at++);
  a.p1 = T(*at++);
  a.x = {at}; at += a.inputs;
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct MapBoolArgs {
  const T* a;
  const T* b;
  std::uint8_t* y;
  i64 op;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline MapBoolArgs<T> read_mapBool(const double* at) {
  MapBoolArgs<T> a;
  a.op = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*3;
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct WhereArgs {
  const std::uint8_t* condition;
  const T* a;
  const T* b;
  T* y;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline WhereArgs<T> read_where(const double* at) {
  WhereArgs<T> a;
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*4;
  a.condition = address<const std::uint8_t>(*at++);
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct LogicalArgs {
  const std::uint8_t* a;
  const std::uint8_t* b;
  std::uint8_t* y;
  i64 op;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
static inline LogicalArgs read_logical(const double* at) {
  LogicalArgs a;
  a.op = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*3;
  a.a = address<const std::uint8_t>(*at++);
  a.b = address<const std::uint8_t>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct ReduceArgs {
  const T* x;
  T* y;
  i64 op;
  i64 outer;
  i64 n;
  i64 inner;
  i64 accumulate;
  T divisor;
};
template <class T>
static inline ReduceArgs<T> read_reduce(const double* at) {
  ReduceArgs<T> a;
  a.op = i64(*at++);
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.accumulate = i64(*at++);
  a.divisor = T(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct VarianceArgs {
  const T* x;
  T* mean;
  T* y;
  i64 outer;
  i64 n;
  i64 inner;
  T divisor;
};
template <class T>
static inline VarianceArgs<T> read_variance(const double* at) {
  VarianceArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.divisor = T(*at++);
  a.x = address<const T>(*at++);
  a.mean = address<T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ExtremeArgs {
  const T* x;
  T* y;
  std::int32_t* index;
  i64 largest;
  i64 outer;
  i64 n;
  i64 inner;
};
template <class T>
static inline ExtremeArgs<T> read_extreme(const double* at) {
  ExtremeArgs<T> a;
  a.largest = i64(*at++);
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::int32_t>(*at++);
  return a;
}

template <class T>
struct ExtremeBackwardArgs {
  const T* dy;
  const std::int32_t* index;
  T* dx;
  i64 outer;
  i64 n;
  i64 inner;
};
template <class T>
static inline ExtremeBackwardArgs<T> read_extremeBackward(const double* at) {
  ExtremeBackwardArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.dy = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

struct AnyAllArgs {
  const std::uint8_t* x;
  std::uint8_t* y;
  i64 all;
  i64 outer;
  i64 n;
  i64 inner;
};
static inline AnyAllArgs read_anyAll(const double* at) {
  AnyAllArgs a;
  a.all = i64(*at++);
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const std::uint8_t>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct ListNormArgs {
  List<const T> x;
  double* y;
  i64 p;
  i64 count;
  Sizes lengths;
};
template <class T>
static inline ListNormArgs<T> read_listNorm(const double* at) {
  ListNormArgs<T> a;
  a.p = i64(*at++);
  a.count = i64(*at++);
  a.lengths = {at}; at += a.count;
  a.x = {at}; at += a.count;
  a.y = address<double>(*at++);
  return a;
}

template <class T>
struct ListScaleArgs {
  List<T> x;
  i64 count;
  Sizes lengths;
  T scale;
};
template <class T>
static inline ListScaleArgs<T> read_listScale(const double* at) {
  ListScaleArgs<T> a;
  a.count = i64(*at++);
  a.lengths = {at}; at += a.count;
  a.scale = T(*at++);
  a.x = {at}; at += a.count;
  return a;
}

template <class T>
struct SoftmaxArgs {
  const T* x;
  T* y;
  i64 outer;
  i64 n;
  i64 inner;
  i64 log;
};
template <class T>
static inline SoftmaxArgs<T> read_softmax(const double* at) {
  SoftmaxArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.log = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct SoftmaxBackwardArgs {
  const T* y;
  const T* dy;
  T* dx;
  i64 outer;
  i64 n;
  i64 inner;
  i64 log;
};
template <class T>
static inline SoftmaxBackwardArgs<T> read_softmaxBackward(const double* at) {
  SoftmaxBackwardArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.log = i64(*at++);
  a.y = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct LogsumexpArgs {
  const T* x;
  T* y;
  i64 outer;
  i64 n;
  i64 inner;
};
template <class T>
static inline LogsumexpArgs<T> read_logsumexp(const double* at) {
  LogsumexpArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct LogsumexpBackwardArgs {
  const T* x;
  const T* y;
  const T* dy;
  T* dx;
  i64 outer;
  i64 n;
  i64 inner;
};
template <class T>
static inline LogsumexpBackwardArgs<T> read_logsumexpBackward(const double* at) {
  LogsumexpBackwardArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct CrossEntropyArgs {
  const T* logits;
  const std::int32_t* target;
  const T* weight;
  T* loss;
  T* grad;
  i64 rows;
  i64 classes;
  i64 reduction;
  T ignoreIndex;
  T smoothing;
};
template <class T>
static inline CrossEntropyArgs<T> read_crossEntropy(const double* at) {
  CrossEntropyArgs<T> a;
  a.rows = i64(*at++);
  a.classes = i64(*at++);
  a.reduction = i64(*at++);
  a.ignoreIndex = T(*at++);
  a.smoothing = T(*at++);
  a.logits = address<const T>(*at++);
  a.target = address<const std::int32_t>(*at++);
  a.weight = address<const T>(*at++);
  a.loss = address<T>(*at++);
  a.grad = address<T>(*at++);
  return a;
}

template <class T>
struct CrossEntropyProbsArgs {
  const T* logits;
  const T* target;
  const T* weight;
  T* loss;
  T* grad;
  i64 rows;
  i64 classes;
  i64 reduction;
  T smoothing;
};
template <class T>
static inline CrossEntropyProbsArgs<T> read_crossEntropyProbs(const double* at) {
  CrossEntropyProbsArgs<T> a;
  a.rows = i64(*at++);
  a.classes = i64(*at++);
  a.reduction = i64(*at++);
  a.smoothing = T(*at++);
  a.logits = address<const T>(*at++);
  a.target = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.loss = address<T>(*at++);
  a.grad = address<T>(*at++);
  return a;
}

template <class T>
struct NllArgs {
  const T* logp;
  const std::int32_t* target;
  const T* weight;
  T* loss;
  T* grad;
  i64 rows;
  i64 classes;
  i64 reduction;
  T ignoreIndex;
};
template <class T>
static inline NllArgs<T> read_nll(const double* at) {
  NllArgs<T> a;
  a.rows = i64(*at++);
  a.classes = i64(*at++);
  a.reduction = i64(*at++);
  a.ignoreIndex = T(*at++);
  a.logp = address<const T>(*at++);
  a.target = address<const std::int32_t>(*at++);
  a.weight = address<const T>(*at++);
  a.loss = address<T>(*at++);
  a.grad = address<T>(*at++);
  return a;
}

template <class T>
struct LayerNormArgs {
  const T* x;
  const T* weight;
  const T* bias;
  T* y;
  T* mean;
  T* rstd;
  i64 rows;
  i64 n;
  T eps;
};
template <class T>
static inline LayerNormArgs<T> read_layerNorm(const double* at) {
  LayerNormArgs<T> a;
  a.rows = i64(*at++);
  a.n = i64(*at++);
  a.eps = T(*at++);
  a.x = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.mean = address<T>(*at++);
  a.rstd = address<T>(*at++);
  return a;
}

template <class T>
struct LayerNormBackwardArgs {
  const T* x;
  const T* dy;
  const T* weight;
  const T* mean;
  const T* rstd;
  T* dx;
  T* dweight;
  T* dbias;
  i64 rows;
  i64 n;
  i64 accumulate;
};
template <class T>
static inline LayerNormBackwardArgs<T> read_layerNormBackward(const double* at) {
  LayerNormBackwardArgs<T> a;
  a.rows = i64(*at++);
  a.n = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.mean = address<const T>(*at++);
  a.rstd = address<const T>(*at++);
  a.dx = address<T>(*at++);
  a.dweight = address<T>(*at++);
  a.dbias = address<T>(*at++);
  return a;
}

template <class T>
struct RmsNormArgs {
  const T* x;
  const T* weight;
  T* y;
  T* rstd;
  i64 rows;
  i64 n;
  T eps;
};
template <class T>
static inline RmsNormArgs<T> read_rmsNorm(const double* at) {
  RmsNormArgs<T> a;
  a.rows = i64(*at++);
  a.n = i64(*at++);
  a.eps = T(*at++);
  a.x = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.rstd = address<T>(*at++);
  return a;
}

template <class T>
struct RmsNormBackwardArgs {
  const T* x;
  const T* dy;
  const T* weight;
  const T* rstd;
  T* dx;
  T* dweight;
  i64 rows;
  i64 n;
  i64 accumulate;
};
template <class T>
static inline RmsNormBackwardArgs<T> read_rmsNormBackward(const double* at) {
  RmsNormBackwardArgs<T> a;
  a.rows = i64(*at++);
  a.n = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.rstd = address<const T>(*at++);
  a.dx = address<T>(*at++);
  a.dweight = address<T>(*at++);
  return a;
}

template <class T>
struct GroupNormArgs {
  const T* x;
  const T* weight;
  const T* bias;
  T* y;
  T* mean;
  T* rstd;
  i64 batch;
  i64 channels;
  i64 inner;
  i64 groups;
  T eps;
};
template <class T>
static inline GroupNormArgs<T> read_groupNorm(const double* at) {
  GroupNormArgs<T> a;
  a.batch = i64(*at++);
  a.channels = i64(*at++);
  a.inner = i64(*at++);
  a.groups = i64(*at++);
  a.eps = T(*at++);
  a.x = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.mean = address<T>(*at++);
  a.rstd = address<T>(*at++);
  return a;
}

template <class T>
struct GroupNormBackwardArgs {
  const T* x;
  const T* dy;
  const T* weight;
  const T* mean;
  const T* rstd;
  T* dx;
  T* dweight;
  T* dbias;
  i64 batch;
  i64 channels;
  i64 inner;
  i64 groups;
  i64 accumulate;
};
template <class T>
static inline GroupNormBackwardArgs<T> read_groupNormBackward(const double* at) {
  GroupNormBackwardArgs<T> a;
  a.batch = i64(*at++);
  a.channels = i64(*at++);
  a.inner = i64(*at++);
  a.groups = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.mean = address<const T>(*at++);
  a.rstd = address<const T>(*at++);
  a.dx = address<T>(*at++);
  a.dweight = address<T>(*at++);
  a.dbias = address<T>(*at++);
  return a;
}

template <class T>
struct BatchNormArgs {
  const T* x;
  const T* weight;
  const T* bias;
  T* runningMean;
  T* runningVar;
  T* y;
  T* mean;
  T* rstd;
  i64 batch;
  i64 channels;
  i64 inner;
  i64 training;
  i64 relu;
  T momentum;
  T eps;
};
template <class T>
static inline BatchNormArgs<T> read_batchNorm(const double* at) {
  BatchNormArgs<T> a;
  a.batch = i64(*at++);
  a.channels = i64(*at++);
  a.inner = i64(*at++);
  a.training = i64(*at++);
  a.relu = i64(*at++);
  a.momentum = T(*at++);
  a.eps = T(*at++);
  a.x = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.runningMean = address<T>(*at++);
  a.runningVar = address<T>(*at++);
  a.y = address<T>(*at++);
  a.mean = address<T>(*at++);
  a.rstd = address<T>(*at++);
  return a;
}

template <class T>
struct BatchNormBackwardArgs {
  const T* x;
  const T* dy;
  const T* weight;
  const T* bias;
  const T* mean;
  const T* rstd;
  T* dx;
  T* dweight;
  T* dbias;
  i64 batch;
  i64 channels;
  i64 inner;
  i64 training;
  i64 relu;
  i64 accumulate;
};
template <class T>
static inline BatchNormBackwardArgs<T> read_batchNormBackward(const double* at) {
  BatchNormBackwardArgs<T> a;
  a.batch = i64(*at++);
  a.channels = i64(*at++);
  a.inner = i64(*at++);
  a.training = i64(*at++);
  a.relu = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.mean = address<const T>(*at++);
  a.rstd = address<const T>(*at++);
  a.dx = address<T>(*at++);
  a.dweight = address<T>(*at++);
  a.dbias = address<T>(*at++);
  return a;
}

template <class T>
struct CopyArgs {
  const T* x;
  T* y;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline CopyArgs<T> read_copy(const double* at) {
  CopyArgs<T> a;
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*2;
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

}  // namespace
}  // namespace thalweg

#define TW_EXPORT_map namespace thalweg::TW_LEVEL { i64 map_f32(const double* block) { return ::thalweg::map<float>(read_map<float>(block)); } i64 map_f64(const double* block) { return ::thalweg::map<double>(read_map<double>(block)); } }
#define TW_EXPORT_mapBool namespace thalweg::TW_LEVEL { i64 mapBool_f32(const double* block) { return ::thalweg::mapBool<float>(read_mapBool<float>(block)); } i64 mapBool_f64(const double* block) { return ::thalweg::mapBool<double>(read_mapBool<double>(block)); } }
#define TW_EXPORT_where namespace thalweg::TW_LEVEL { i64 where_u8(const double* block) { return ::thalweg::where<std::uint8_t>(read_where<std::uint8_t>(block)); } i64 where_u32(const double* block) { return ::thalweg::where<std::uint32_t>(read_where<std::uint32_t>(block)); } i64 where_u64(const double* block) { return ::thalweg::where<std::uint64_t>(read_where<std::uint64_t>(block)); } }
#define TW_EXPORT_logical namespace thalweg::TW_LEVEL { i64 logical(const double* block) { return ::thalweg::logical(read_logical(block)); } }
#define TW_EXPORT_reduce namespace thalweg::TW_LEVEL { i64 reduce_f32(const double* block) { return ::thalweg::reduce<float>(read_reduce<float>(block)); } i64 reduce_f64(const double* block) { return ::thalweg::reduce<double>(read_reduce<double>(block)); } }
#define TW_EXPORT_variance namespace thalweg::TW_LEVEL { i64 variance_f32(const double* block) { return ::thalweg::variance<float>(read_variance<float>(block)); } i64 variance_f64(const double* block) { return ::thalweg::variance<double>(read_variance<double>(block)); } }
#define TW_EXPORT_extreme namespace thalweg::TW_LEVEL { i64 extreme_f32(const double* block) { return ::thalweg::extreme<float>(read_extreme<float>(block)); } i64 extreme_f64(const double* block) { return ::thalweg::extreme<double>(read_extreme<double>(block)); } }
#define TW_EXPORT_extremeBackward namespace thalweg::TW_LEVEL { i64 extremeBackward_f32(const double* block) { return ::thalweg::extremeBackward<float>(read_extremeBackward<float>(block)); } i64 extremeBackward_f64(const double* block) { return ::thalweg::extremeBackward<double>(read_extremeBackward<double>(block)); } }
#define TW_EXPORT_anyAll namespace thalweg::TW_LEVEL { i64 anyAll(const double* block) { return ::thalweg::anyAll(read_anyAll(block)); } }
#define TW_EXPORT_listNorm namespace thalweg::TW_LEVEL { i64 listNorm_f32(const double* block) { return ::thalweg::listNorm<float>(read_listNorm<float>(block)); } i64 listNorm_f64(const double* block) { return ::thalweg::listNorm<double>(read_listNorm<double>(block)); } }
#define TW_EXPORT_listScale namespace thalweg::TW_LEVEL { i64 listScale_f32(const double* block) { return ::thalweg::listScale<float>(read_listScale<float>(block)); } i64 listScale_f64(const double* block) { return ::thalweg::listScale<double>(read_listScale<double>(block)); } }
#define TW_EXPORT_softmax namespace thalweg::TW_LEVEL { i64 softmax_f32(const double* block) { return ::thalweg::softmax<float>(read_softmax<float>(block)); } i64 softmax_f64(const double* block) { return ::thalweg::softmax<double>(read_softmax<double>(block)); } }
#define TW_EXPORT_softmaxBackward namespace thalweg::TW_LEVEL { i64 softmaxBackward_f32(const double* block) { return ::thalweg::softmaxBackward<float>(read_softmaxBackward<float>(block)); } i64 softmaxBackward_f64(const double* block) { return ::thalweg::softmaxBackward<double>(read_softmaxBackward<double>(block)); } }
#define TW_EXPORT_logsumexp namespace thalweg::TW_LEVEL { i64 logsumexp_f32(const double* block) { return ::thalweg::logsumexp<float>(read_logsumexp<float>(block)); } i64 logsumexp_f64(const double* block) { return ::thalweg::logsumexp<double>(read_logsumexp<double>(block)); } }
#define TW_EXPORT_logsumexpBackward namespace thalweg::TW_LEVEL { i64 logsumexpBackward_f32(const double* block) { return ::thalweg::logsumexpBackward<float>(read_logsumexpBackward<float>(block)); } i64 logsumexpBackward_f64(const double* block) { return ::thalweg::logsumexpBackward<double>(read_logsumexpBackward<double>(block)); } }
#define TW_EXPORT_crossEntropy namespace thalweg::TW_LEVEL { i64 crossEntropy_f32(const double* block) { return ::thalweg::crossEntropy<float>(read_crossEntropy<float>(block)); } i64 crossEntropy_f64(const double* block) { return ::thalweg::crossEntropy<double>(read_crossEntropy<double>(block)); } }
#define TW_EXPORT_crossEntropyProbs namespace thalweg::TW_LEVEL { i64 crossEntropyProbs_f32(const double* block) { return ::thalweg::crossEntropyProbs<float>(read_crossEntropyProbs<float>(block)); } i64 crossEntropyProbs_f64(const double* block) { return ::thalweg::crossEntropyProbs<double>(read_crossEntropyProbs<double>(block)); } }
#define TW_EXPORT_nll namespace thalweg::TW_LEVEL { i64 nll_f32(const double* block) { return ::thalweg::nll<float>(read_nll<float>(block)); } i64 nll_f64(const double* block) { return ::thalweg::nll<double>(read_nll<double>(block)); } }
#define TW_EXPORT_layerNorm namespace thalweg::TW_LEVEL { i64 layerNorm_f32(const double* block) { return ::thalweg::layerNorm<float>(read_layerNorm<float>(block)); } i64 layerNorm_f64(const double* block) { return ::thalweg::layerNorm<double>(read_layerNorm<double>(block)); } }
#define TW_EXPORT_layerNormBackward namespace thalweg::TW_LEVEL { i64 layerNormBackward_f32(const double* block) { return ::thalweg::layerNormBackward<float>(read_layerNormBackward<float>(block)); } i64 layerNormBackward_f64(const double* block) { return ::thalweg::layerNormBackward<double>(read_layerNormBackward<double>(block)); } }
#define TW_EXPORT_rmsNorm namespace thalweg::TW_LEVEL { i64 rmsNorm_f32(const double* block) { return ::thalweg::rmsNorm<float>(read_rmsNorm<float>(block)); } i64 rmsNorm_f64(const double* block) { return ::thalweg::rmsNorm<double>(read_rmsNorm<double>(block)); } }
#define TW_EXPORT_rmsNormBackward namespace thalweg::TW_LEVEL { i64 rmsNormBackward_f32(const double* block) { return ::thalweg::rmsNormBackward<float>(read_rmsNormBackward<float>(block)); } i64 rmsNormBackward_f64(const double* block) { return ::thalweg::rmsNormBackward<double>(read_rmsNormBackward<double>(block)); } }
#define TW_EXPORT_groupNorm namespace thalweg::TW_LEVEL { i64 groupNorm_f32(const double* block) { return ::thalweg::groupNorm<float>(read_groupNorm<float>(block)); } i64 groupNorm_f64(const double* block) { return ::thalweg::groupNorm<double>(read_groupNorm<double>(block)); } }
#define TW_EXPORT_groupNormBackward namespace thalweg::TW_LEVEL { i64 groupNormBackward_f32(const double* block) { return ::thalweg::groupNormBackward<float>(read_groupNormBackward<float>(block)); } i64 groupNormBackward_f64(const double* block) { return ::thalweg::groupNormBackward<double>(read_groupNormBackward<double>(block)); } }
#define TW_EXPORT_batchNorm namespace thalweg::TW_LEVEL { i64 batchNorm_f32(const double* block) { return ::thalweg::batchNorm<float>(read_batchNorm<float>(block)); } i64 batchNorm_f64(const double* block) { return ::thalweg::batchNorm<double>(read_batchNorm<double>(block)); } }
#define TW_EXPORT_batchNormBackward namespace thalweg::TW_LEVEL { i64 batchNormBackward_f32(const double* block) { return ::thalweg::batchNormBackward<float>(read_batchNormBackward<float>(block)); } i64 batchNormBackward_f64(const double* block) { return ::thalweg::batchNormBackward<double>(read_batchNormBackward<double>(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }

#define TW_KERNEL_COUNT 54
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(mapBool_f32) F(mapBool_f64) F(where_u8) F(where_u32) F(where_u64) F(logical) F(reduce_f32) F(reduce_f64) F(variance_f32) F(variance_f64) F(extreme_f32) F(extreme_f64) F(extremeBackward_f32) F(extremeBackward_f64) F(anyAll) F(listNorm_f32) F(listNorm_f64) F(listScale_f32) F(listScale_f64) F(softmax_f32) F(softmax_f64) F(softmaxBackward_f32) F(softmaxBackward_f64) F(logsumexp_f32) F(logsumexp_f64) F(logsumexpBackward_f32) F(logsumexpBackward_f64) F(crossEntropy_f32) F(crossEntropy_f64) F(crossEntropyProbs_f32) F(crossEntropyProbs_f64) F(nll_f32) F(nll_f64) F(layerNorm_f32) F(layerNorm_f64) F(layerNormBackward_f32) F(layerNormBackward_f64) F(rmsNorm_f32) F(rmsNorm_f64) F(rmsNormBackward_f32) F(rmsNormBackward_f64) F(groupNorm_f32) F(groupNorm_f64) F(groupNormBackward_f32) F(groupNormBackward_f64) F(batchNorm_f32) F(batchNorm_f64) F(batchNormBackward_f32) F(batchNormBackward_f64) F(copy_u8) F(copy_u32) F(copy_u64)

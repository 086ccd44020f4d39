// Generated from native/kernels.def by codegen/kernels.mjs. Do not edit.
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
  a.strides = {at}; at += (a.nd * (a.inputs + 1));
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
  a.strides = {at}; at += (a.nd * 3);
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
  a.strides = {at}; at += (a.nd * 4);
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
  a.strides = {at}; at += (a.nd * 3);
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
struct ForeachNormArgs {
  List<const T> x;
  double* y;
  i64 p;
  i64 count;
  Sizes lengths;
};
template <class T>
static inline ForeachNormArgs<T> read_foreachNorm(const double* at) {
  ForeachNormArgs<T> a;
  a.p = i64(*at++);
  a.count = i64(*at++);
  a.lengths = {at}; at += a.count;
  a.x = {at}; at += a.count;
  a.y = address<double>(*at++);
  return a;
}

template <class T>
struct ForeachSquaresArgs {
  List<const T> x;
  double* y;
  i64 count;
  i64 chunks;
  Sizes lengths;
};
template <class T>
static inline ForeachSquaresArgs<T> read_foreachSquares(const double* at) {
  ForeachSquaresArgs<T> a;
  a.count = i64(*at++);
  a.chunks = i64(*at++);
  a.lengths = {at}; at += a.count;
  a.x = {at}; at += a.count;
  a.y = address<double>(*at++);
  return a;
}

template <class T>
struct ForeachMulArgs {
  List<T> x;
  i64 count;
  Sizes lengths;
  T scale;
};
template <class T>
static inline ForeachMulArgs<T> read_foreachMul(const double* at) {
  ForeachMulArgs<T> a;
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
  i64 activation;
  T eps;
};
template <class T>
static inline GroupNormArgs<T> read_groupNorm(const double* at) {
  GroupNormArgs<T> a;
  a.batch = i64(*at++);
  a.channels = i64(*at++);
  a.inner = i64(*at++);
  a.groups = i64(*at++);
  a.activation = i64(*at++);
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
  const T* bias;
  const T* mean;
  const T* rstd;
  T* dx;
  T* dweight;
  T* dbias;
  i64 batch;
  i64 channels;
  i64 inner;
  i64 groups;
  i64 activation;
  i64 accumulate;
  i64 accumulateX;
};
template <class T>
static inline GroupNormBackwardArgs<T> read_groupNormBackward(const double* at) {
  GroupNormBackwardArgs<T> a;
  a.batch = i64(*at++);
  a.channels = i64(*at++);
  a.inner = i64(*at++);
  a.groups = i64(*at++);
  a.activation = i64(*at++);
  a.accumulate = i64(*at++);
  a.accumulateX = i64(*at++);
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
struct GemmArgs {
  const T* a;
  const T* b;
  const T* bias;
  T* c;
  i64 rows;
  i64 cols;
  i64 inner;
  i64 ars;
  i64 acs;
  i64 brs;
  i64 bcs;
  i64 srs;
  i64 scs;
  i64 ldc;
  i64 accumulate;
  i64 activation;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline GemmArgs<T> read_gemm(const double* at) {
  GemmArgs<T> a;
  a.rows = i64(*at++);
  a.cols = i64(*at++);
  a.inner = i64(*at++);
  a.ars = i64(*at++);
  a.acs = i64(*at++);
  a.brs = i64(*at++);
  a.bcs = i64(*at++);
  a.srs = i64(*at++);
  a.scs = i64(*at++);
  a.ldc = i64(*at++);
  a.accumulate = i64(*at++);
  a.activation = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += (a.nd * 4);
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.c = address<T>(*at++);
  return a;
}

using GemmBfloat16Args = GemmArgs<float>;
static inline GemmBfloat16Args read_gemmBfloat16(const double* at) { return read_gemm<float>(at); }

struct LuArgs {
  double* a;
  std::int32_t* pivots;
  i64 m;
  i64 n;
};
static inline LuArgs read_lu(const double* at) {
  LuArgs a;
  a.m = i64(*at++);
  a.n = i64(*at++);
  a.a = address<double>(*at++);
  a.pivots = address<std::int32_t>(*at++);
  return a;
}

struct SecularArgs {
  const double* d;
  const double* z;
  const std::int32_t* groups;
  std::int32_t* origins;
  double* distances;
  double* vectors;
  double* left;
  double* middles;
  i64 k;
  double factor;
};
static inline SecularArgs read_secular(const double* at) {
  SecularArgs a;
  a.k = i64(*at++);
  a.factor = double(*at++);
  a.d = address<const double>(*at++);
  a.z = address<const double>(*at++);
  a.groups = address<const std::int32_t>(*at++);
  a.origins = address<std::int32_t>(*at++);
  a.distances = address<double>(*at++);
  a.vectors = address<double>(*at++);
  a.left = address<double>(*at++);
  a.middles = address<double>(*at++);
  return a;
}

template <class T>
struct Conv2dArgs {
  const T* x;
  const T* weight;
  const T* bias;
  T* y;
  i64 n;
  i64 ci;
  i64 h;
  i64 w;
  i64 co;
  i64 kh;
  i64 kw;
  i64 oh;
  i64 ow;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
  i64 groups;
  i64 relu;
};
template <class T>
static inline Conv2dArgs<T> read_conv2d(const double* at) {
  Conv2dArgs<T> a;
  a.n = i64(*at++);
  a.ci = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.co = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.groups = i64(*at++);
  a.relu = i64(*at++);
  a.x = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

using Conv2dBfloat16Args = Conv2dArgs<float>;
static inline Conv2dBfloat16Args read_conv2dBfloat16(const double* at) { return read_conv2d<float>(at); }

template <class T>
struct Conv2dInputArgs {
  const T* dy;
  const T* weight;
  T* dx;
  i64 n;
  i64 ci;
  i64 h;
  i64 w;
  i64 co;
  i64 kh;
  i64 kw;
  i64 oh;
  i64 ow;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
  i64 groups;
  i64 accumulate;
};
template <class T>
static inline Conv2dInputArgs<T> read_conv2dInput(const double* at) {
  Conv2dInputArgs<T> a;
  a.n = i64(*at++);
  a.ci = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.co = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.groups = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

using Conv2dInputBfloat16Args = Conv2dInputArgs<float>;
static inline Conv2dInputBfloat16Args read_conv2dInputBfloat16(const double* at) { return read_conv2dInput<float>(at); }

template <class T>
struct Conv2dWeightArgs {
  const T* x;
  const T* dy;
  T* dweight;
  T* dbias;
  i64 n;
  i64 ci;
  i64 h;
  i64 w;
  i64 co;
  i64 kh;
  i64 kw;
  i64 oh;
  i64 ow;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
  i64 groups;
  i64 accumulate;
};
template <class T>
static inline Conv2dWeightArgs<T> read_conv2dWeight(const double* at) {
  Conv2dWeightArgs<T> a;
  a.n = i64(*at++);
  a.ci = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.co = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.groups = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.dweight = address<T>(*at++);
  a.dbias = address<T>(*at++);
  return a;
}

using Conv2dWeightBfloat16Args = Conv2dWeightArgs<float>;
static inline Conv2dWeightBfloat16Args read_conv2dWeightBfloat16(const double* at) { return read_conv2dWeight<float>(at); }

template <class T>
struct MaxPool2dArgs {
  const T* x;
  T* y;
  std::int32_t* index;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 kh;
  i64 kw;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 dh;
  i64 dw;
};
template <class T>
static inline MaxPool2dArgs<T> read_maxPool2d(const double* at) {
  MaxPool2dArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.dh = i64(*at++);
  a.dw = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::int32_t>(*at++);
  return a;
}

template <class T>
struct MaxPool2dBackwardArgs {
  const T* dy;
  const std::int32_t* index;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 accumulate;
};
template <class T>
static inline MaxPool2dBackwardArgs<T> read_maxPool2dBackward(const double* at) {
  MaxPool2dBackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct MaxPool2x2Args {
  const T* x;
  T* y;
  std::uint8_t* index;
  i64 planes;
  i64 h;
  i64 w;
  i64 relu;
};
template <class T>
static inline MaxPool2x2Args<T> read_maxPool2x2(const double* at) {
  MaxPool2x2Args<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.relu = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct MaxPool2x2BackwardArgs {
  const T* dy;
  const std::uint8_t* index;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 accumulate;
};
template <class T>
static inline MaxPool2x2BackwardArgs<T> read_maxPool2x2Backward(const double* at) {
  MaxPool2x2BackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.index = address<const std::uint8_t>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct AvgPool2dArgs {
  const T* x;
  T* y;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 kh;
  i64 kw;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 countPad;
};
template <class T>
static inline AvgPool2dArgs<T> read_avgPool2d(const double* at) {
  AvgPool2dArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.countPad = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct AvgPool2dBackwardArgs {
  const T* dy;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 kh;
  i64 kw;
  i64 sh;
  i64 sw;
  i64 ph;
  i64 pw;
  i64 countPad;
  i64 accumulate;
};
template <class T>
static inline AvgPool2dBackwardArgs<T> read_avgPool2dBackward(const double* at) {
  AvgPool2dBackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.kh = i64(*at++);
  a.kw = i64(*at++);
  a.sh = i64(*at++);
  a.sw = i64(*at++);
  a.ph = i64(*at++);
  a.pw = i64(*at++);
  a.countPad = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.dx = address<T>(*at++);
  return a;
}

template <class T>
struct AdaptiveAvgPool2dArgs {
  const T* x;
  T* y;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
};
template <class T>
static inline AdaptiveAvgPool2dArgs<T> read_adaptiveAvgPool2d(const double* at) {
  AdaptiveAvgPool2dArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct AdaptiveAvgPool2dBackwardArgs {
  const T* dy;
  T* dx;
  i64 planes;
  i64 h;
  i64 w;
  i64 oh;
  i64 ow;
  i64 accumulate;
};
template <class T>
static inline AdaptiveAvgPool2dBackwardArgs<T> read_adaptiveAvgPool2dBackward(const double* at) {
  AdaptiveAvgPool2dBackwardArgs<T> a;
  a.planes = i64(*at++);
  a.h = i64(*at++);
  a.w = i64(*at++);
  a.oh = i64(*at++);
  a.ow = i64(*at++);
  a.accumulate = i64(*at++);
  a.dy = address<const T>(*at++);
  a.dx = address<T>(*at++);
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
  a.strides = {at}; at += (a.nd * 2);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct ToBfloat16Args {
  const float* x;
  std::uint8_t* y;
  i64 n;
};
static inline ToBfloat16Args read_toBfloat16(const double* at) {
  ToBfloat16Args a;
  a.n = i64(*at++);
  a.x = address<const float>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

struct FromBfloat16Args {
  const std::uint8_t* x;
  float* y;
  i64 n;
};
static inline FromBfloat16Args read_fromBfloat16(const double* at) {
  FromBfloat16Args a;
  a.n = i64(*at++);
  a.x = address<const std::uint8_t>(*at++);
  a.y = address<float>(*at++);
  return a;
}

struct CastArgs {
  const void* x;
  void* y;
  i64 from;
  i64 to;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
static inline CastArgs read_cast(const double* at) {
  CastArgs a;
  a.from = i64(*at++);
  a.to = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += (a.nd * 2);
  a.x = address<const void>(*at++);
  a.y = address<void>(*at++);
  return a;
}

struct FillArgs {
  void* y;
  i64 type;
  i64 nd;
  Sizes shape;
  Sizes strides;
  double value;
};
static inline FillArgs read_fill(const double* at) {
  FillArgs a;
  a.type = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd;
  a.value = double(*at++);
  a.y = address<void>(*at++);
  return a;
}

template <class T>
struct IndexSelectArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline IndexSelectArgs<T> read_indexSelect(const double* at) {
  IndexSelectArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct IndexAddArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
  i64 skip;
};
template <class T>
static inline IndexAddArgs<T> read_indexAdd(const double* at) {
  IndexAddArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.skip = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct GatherArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline GatherArgs<T> read_gather(const double* at) {
  GatherArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ScatterAddArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline ScatterAddArgs<T> read_scatterAdd(const double* at) {
  ScatterAddArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct AddRowsArgs {
  const T* x;
  const std::int32_t* from;
  const std::int32_t* to;
  const T* scale;
  T* y;
  i64 rows;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline AddRowsArgs<T> read_addRows(const double* at) {
  AddRowsArgs<T> a;
  a.rows = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.from = address<const std::int32_t>(*at++);
  a.to = address<const std::int32_t>(*at++);
  a.scale = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct OneHotArgs {
  const std::int32_t* index;
  T* y;
  i64 count;
  i64 classes;
};
template <class T>
static inline OneHotArgs<T> read_oneHot(const double* at) {
  OneHotArgs<T> a;
  a.count = i64(*at++);
  a.classes = i64(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct CtcArgs {
  const T* logp;
  const std::int32_t* target;
  const std::int32_t* steps;
  const std::int32_t* lengths;
  T* alpha;
  T* loss;
  i64 time;
  i64 batch;
  i64 classes;
  i64 width;
  i64 blank;
};
template <class T>
static inline CtcArgs<T> read_ctc(const double* at) {
  CtcArgs<T> a;
  a.time = i64(*at++);
  a.batch = i64(*at++);
  a.classes = i64(*at++);
  a.width = i64(*at++);
  a.blank = i64(*at++);
  a.logp = address<const T>(*at++);
  a.target = address<const std::int32_t>(*at++);
  a.steps = address<const std::int32_t>(*at++);
  a.lengths = address<const std::int32_t>(*at++);
  a.alpha = address<T>(*at++);
  a.loss = address<T>(*at++);
  return a;
}

template <class T>
struct CtcBackwardArgs {
  const T* logp;
  const std::int32_t* target;
  const std::int32_t* steps;
  const std::int32_t* lengths;
  const T* alpha;
  const T* loss;
  const T* dloss;
  T* dlogp;
  i64 time;
  i64 batch;
  i64 classes;
  i64 width;
  i64 blank;
  i64 zeroInfinity;
};
template <class T>
static inline CtcBackwardArgs<T> read_ctcBackward(const double* at) {
  CtcBackwardArgs<T> a;
  a.time = i64(*at++);
  a.batch = i64(*at++);
  a.classes = i64(*at++);
  a.width = i64(*at++);
  a.blank = i64(*at++);
  a.zeroInfinity = i64(*at++);
  a.logp = address<const T>(*at++);
  a.target = address<const std::int32_t>(*at++);
  a.steps = address<const std::int32_t>(*at++);
  a.lengths = address<const std::int32_t>(*at++);
  a.alpha = address<const T>(*at++);
  a.loss = address<const T>(*at++);
  a.dloss = address<const T>(*at++);
  a.dlogp = address<T>(*at++);
  return a;
}

template <class T>
struct CombineArgs {
  const T* x;
  const std::int32_t* start;
  const std::int32_t* index;
  const T* weight;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 taps;
  i64 inner;
  i64 accumulate;
};
template <class T>
static inline CombineArgs<T> read_combine(const double* at) {
  CombineArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.taps = i64(*at++);
  a.inner = i64(*at++);
  a.accumulate = i64(*at++);
  a.x = address<const T>(*at++);
  a.start = address<const std::int32_t>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.weight = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct SortArgs {
  const T* x;
  T* y;
  std::int32_t* index;
  i64 outer;
  i64 n;
  i64 inner;
  i64 descending;
};
template <class T>
static inline SortArgs<T> read_sort(const double* at) {
  SortArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.descending = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::int32_t>(*at++);
  return a;
}

template <class T>
struct TopkArgs {
  const T* x;
  T* y;
  std::int32_t* index;
  i64 outer;
  i64 n;
  i64 inner;
  i64 k;
  i64 largest;
};
template <class T>
static inline TopkArgs<T> read_topk(const double* at) {
  TopkArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.k = i64(*at++);
  a.largest = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.index = address<std::int32_t>(*at++);
  return a;
}

template <class T>
struct ScanArgs {
  const T* x;
  T* y;
  i64 op;
  i64 outer;
  i64 n;
  i64 inner;
  i64 reverse;
};
template <class T>
static inline ScanArgs<T> read_scan(const double* at) {
  ScanArgs<T> a;
  a.op = i64(*at++);
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.inner = i64(*at++);
  a.reverse = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct RecurrentArgs {
  const T* gates;
  const T* weight;
  const T* bias;
  T* states;
  T* cells;
  T* saved;
  i64 kind;
  i64 width;
  i64 kept;
  i64 time;
  i64 batch;
  i64 hidden;
  i64 reverse;
};
template <class T>
static inline RecurrentArgs<T> read_recurrent(const double* at) {
  RecurrentArgs<T> a;
  a.kind = i64(*at++);
  a.width = i64(*at++);
  a.kept = i64(*at++);
  a.time = i64(*at++);
  a.batch = i64(*at++);
  a.hidden = i64(*at++);
  a.reverse = i64(*at++);
  a.gates = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.states = address<T>(*at++);
  a.cells = address<T>(*at++);
  a.saved = address<T>(*at++);
  return a;
}

using RecurrentBfloat16Args = RecurrentArgs<float>;
static inline RecurrentBfloat16Args read_recurrentBfloat16(const double* at) { return read_recurrent<float>(at); }

template <class T>
struct RecurrentBackwardArgs {
  const T* dy;
  const T* weight;
  const T* states;
  const T* cells;
  const T* saved;
  const T* dcell;
  T* dgates;
  T* drecurrent;
  T* dstate;
  T* dcells;
  i64 kind;
  i64 width;
  i64 kept;
  i64 time;
  i64 batch;
  i64 hidden;
  i64 reverse;
};
template <class T>
static inline RecurrentBackwardArgs<T> read_recurrentBackward(const double* at) {
  RecurrentBackwardArgs<T> a;
  a.kind = i64(*at++);
  a.width = i64(*at++);
  a.kept = i64(*at++);
  a.time = i64(*at++);
  a.batch = i64(*at++);
  a.hidden = i64(*at++);
  a.reverse = i64(*at++);
  a.dy = address<const T>(*at++);
  a.weight = address<const T>(*at++);
  a.states = address<const T>(*at++);
  a.cells = address<const T>(*at++);
  a.saved = address<const T>(*at++);
  a.dcell = address<const T>(*at++);
  a.dgates = address<T>(*at++);
  a.drecurrent = address<T>(*at++);
  a.dstate = address<T>(*at++);
  a.dcells = address<T>(*at++);
  return a;
}

using RecurrentBackwardBfloat16Args = RecurrentBackwardArgs<float>;
static inline RecurrentBackwardBfloat16Args read_recurrentBackwardBfloat16(const double* at) { return read_recurrentBackward<float>(at); }

template <class T>
struct AttentionArgs {
  const T* q;
  const T* k;
  const T* v;
  const T* mask;
  T* y;
  T* lse;
  i64 batch;
  i64 heads;
  i64 queries;
  i64 keys;
  i64 depth;
  i64 width;
  i64 causal;
  Sizes strides;
  T scale;
};
template <class T>
static inline AttentionArgs<T> read_attention(const double* at) {
  AttentionArgs<T> a;
  a.batch = i64(*at++);
  a.heads = i64(*at++);
  a.queries = i64(*at++);
  a.keys = i64(*at++);
  a.depth = i64(*at++);
  a.width = i64(*at++);
  a.causal = i64(*at++);
  a.strides = {at}; at += 15;
  a.scale = T(*at++);
  a.q = address<const T>(*at++);
  a.k = address<const T>(*at++);
  a.v = address<const T>(*at++);
  a.mask = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.lse = address<T>(*at++);
  return a;
}

using AttentionBfloat16Args = AttentionArgs<float>;
static inline AttentionBfloat16Args read_attentionBfloat16(const double* at) { return read_attention<float>(at); }

template <class T>
struct AttentionBackwardArgs {
  const T* q;
  const T* k;
  const T* v;
  const T* mask;
  const T* y;
  const T* lse;
  const T* dy;
  T* dq;
  T* dk;
  T* dv;
  i64 batch;
  i64 heads;
  i64 queries;
  i64 keys;
  i64 depth;
  i64 width;
  i64 causal;
  Sizes strides;
  T scale;
};
template <class T>
static inline AttentionBackwardArgs<T> read_attentionBackward(const double* at) {
  AttentionBackwardArgs<T> a;
  a.batch = i64(*at++);
  a.heads = i64(*at++);
  a.queries = i64(*at++);
  a.keys = i64(*at++);
  a.depth = i64(*at++);
  a.width = i64(*at++);
  a.causal = i64(*at++);
  a.strides = {at}; at += 27;
  a.scale = T(*at++);
  a.q = address<const T>(*at++);
  a.k = address<const T>(*at++);
  a.v = address<const T>(*at++);
  a.mask = address<const T>(*at++);
  a.y = address<const T>(*at++);
  a.lse = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.dq = address<T>(*at++);
  a.dk = address<T>(*at++);
  a.dv = address<T>(*at++);
  return a;
}

using AttentionBackwardBfloat16Args = AttentionBackwardArgs<float>;
static inline AttentionBackwardBfloat16Args read_attentionBackwardBfloat16(const double* at) { return read_attentionBackward<float>(at); }

template <class T>
struct OptimArgs {
  List<T> p;
  List<const T> g;
  List<T> state;
  i64 rule;
  i64 flags;
  i64 count;
  i64 slots;
  Sizes n;
  T numbers[12];
};
template <class T>
static inline OptimArgs<T> read_optim(const double* at) {
  OptimArgs<T> a;
  a.rule = i64(*at++);
  a.flags = i64(*at++);
  a.count = i64(*at++);
  a.slots = i64(*at++);
  a.n = {at}; at += a.count;
  for (T& x : a.numbers) x = T(*at++);
  a.p = {at}; at += a.count;
  a.g = {at}; at += a.count;
  a.state = {at}; at += (a.slots * a.count);
  return a;
}

struct AdamPackedArgs {
  List<float> p;
  List<const float> g;
  List<std::uint8_t> m;
  List<std::uint8_t> v;
  List<float> scales;
  i64 format;
  i64 flags;
  i64 seed;
  i64 count;
  Sizes n;
  double numbers[10];
};
static inline AdamPackedArgs read_adamPacked(const double* at) {
  AdamPackedArgs a;
  a.format = i64(*at++);
  a.flags = i64(*at++);
  a.seed = i64(*at++);
  a.count = i64(*at++);
  a.n = {at}; at += a.count;
  for (double& x : a.numbers) x = double(*at++);
  a.p = {at}; at += a.count;
  a.g = {at}; at += a.count;
  a.m = {at}; at += a.count;
  a.v = {at}; at += a.count;
  a.scales = {at}; at += a.count;
  return a;
}

template <class T>
struct UniformArgs {
  T* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  T scale;
  T shift;
};
template <class T>
static inline UniformArgs<T> read_uniform(const double* at) {
  UniformArgs<T> a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.scale = T(*at++);
  a.shift = T(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct NormalArgs {
  T* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  T scale;
  T shift;
};
template <class T>
static inline NormalArgs<T> read_normal(const double* at) {
  NormalArgs<T> a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.scale = T(*at++);
  a.shift = T(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct IntegersArgs {
  std::int32_t* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  i64 low;
  i64 range;
};
static inline IntegersArgs read_integers(const double* at) {
  IntegersArgs a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.low = i64(*at++);
  a.range = i64(*at++);
  a.y = address<std::int32_t>(*at++);
  return a;
}

struct PermutationArgs {
  std::int32_t* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
};
static inline PermutationArgs read_permutation(const double* at) {
  PermutationArgs a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.y = address<std::int32_t>(*at++);
  return a;
}

struct BernoulliArgs {
  std::uint8_t* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  i64 below;
};
static inline BernoulliArgs read_bernoulli(const double* at) {
  BernoulliArgs a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.below = i64(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct DropoutArgs {
  const T* x;
  T* y;
  std::uint8_t* mask;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  i64 below;
  T scale;
};
template <class T>
static inline DropoutArgs<T> read_dropout(const double* at) {
  DropoutArgs<T> a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.below = i64(*at++);
  a.scale = T(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.mask = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct ProbeFmaArgs {
  T* y;
  i64 units;
  i64 rounds;
  T a;
  T b;
};
template <class T>
static inline ProbeFmaArgs<T> read_probeFma(const double* at) {
  ProbeFmaArgs<T> a;
  a.units = i64(*at++);
  a.rounds = i64(*at++);
  a.a = T(*at++);
  a.b = T(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ProbeReadArgs {
  const T* x;
  T* y;
  i64 units;
  i64 length;
};
template <class T>
static inline ProbeReadArgs<T> read_probeRead(const double* at) {
  ProbeReadArgs<T> a;
  a.units = i64(*at++);
  a.length = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ProbeTriadArgs {
  const T* x;
  const T* y;
  T* z;
  i64 n;
  T a;
};
template <class T>
static inline ProbeTriadArgs<T> read_probeTriad(const double* at) {
  ProbeTriadArgs<T> a;
  a.n = i64(*at++);
  a.a = T(*at++);
  a.x = address<const T>(*at++);
  a.y = address<const T>(*at++);
  a.z = address<T>(*at++);
  return a;
}

template <class T>
struct ProbeUpdateArgs {
  const T* g;
  T* p;
  T* m;
  T* v;
  i64 n;
  T a;
};
template <class T>
static inline ProbeUpdateArgs<T> read_probeUpdate(const double* at) {
  ProbeUpdateArgs<T> a;
  a.n = i64(*at++);
  a.a = T(*at++);
  a.g = address<const T>(*at++);
  a.p = address<T>(*at++);
  a.m = address<T>(*at++);
  a.v = address<T>(*at++);
  return a;
}

struct ProbeHandOffArgs {
  double* y;
  i64 hops;
};
static inline ProbeHandOffArgs read_probeHandOff(const double* at) {
  ProbeHandOffArgs a;
  a.hops = i64(*at++);
  a.y = address<double>(*at++);
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
#define TW_EXPORT_foreachNorm namespace thalweg::TW_LEVEL { i64 foreachNorm_f32(const double* block) { return ::thalweg::foreachNorm<float>(read_foreachNorm<float>(block)); } i64 foreachNorm_f64(const double* block) { return ::thalweg::foreachNorm<double>(read_foreachNorm<double>(block)); } }
#define TW_EXPORT_foreachSquares namespace thalweg::TW_LEVEL { i64 foreachSquares_f32(const double* block) { return ::thalweg::foreachSquares<float>(read_foreachSquares<float>(block)); } i64 foreachSquares_f64(const double* block) { return ::thalweg::foreachSquares<double>(read_foreachSquares<double>(block)); } }
#define TW_EXPORT_foreachMul namespace thalweg::TW_LEVEL { i64 foreachMul_f32(const double* block) { return ::thalweg::foreachMul<float>(read_foreachMul<float>(block)); } i64 foreachMul_f64(const double* block) { return ::thalweg::foreachMul<double>(read_foreachMul<double>(block)); } }
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
#define TW_EXPORT_gemm namespace thalweg::TW_LEVEL { i64 gemm_f32(const double* block) { return ::thalweg::gemm<float>(read_gemm<float>(block)); } i64 gemm_f64(const double* block) { return ::thalweg::gemm<double>(read_gemm<double>(block)); } }
#define TW_EXPORT_gemmBfloat16 namespace thalweg::TW_LEVEL { i64 gemmBfloat16(const double* block) { return ::thalweg::gemmBfloat16(read_gemmBfloat16(block)); } }
#define TW_EXPORT_lu namespace thalweg::TW_LEVEL { i64 lu(const double* block) { return ::thalweg::lu(read_lu(block)); } }
#define TW_EXPORT_secular namespace thalweg::TW_LEVEL { i64 secular(const double* block) { return ::thalweg::secular(read_secular(block)); } }
#define TW_EXPORT_conv2d namespace thalweg::TW_LEVEL { i64 conv2d_f32(const double* block) { return ::thalweg::conv2d<float>(read_conv2d<float>(block)); } i64 conv2d_f64(const double* block) { return ::thalweg::conv2d<double>(read_conv2d<double>(block)); } }
#define TW_EXPORT_conv2dBfloat16 namespace thalweg::TW_LEVEL { i64 conv2dBfloat16(const double* block) { return ::thalweg::conv2dBfloat16(read_conv2dBfloat16(block)); } }
#define TW_EXPORT_conv2dInput namespace thalweg::TW_LEVEL { i64 conv2dInput_f32(const double* block) { return ::thalweg::conv2dInput<float>(read_conv2dInput<float>(block)); } i64 conv2dInput_f64(const double* block) { return ::thalweg::conv2dInput<double>(read_conv2dInput<double>(block)); } }
#define TW_EXPORT_conv2dInputBfloat16 namespace thalweg::TW_LEVEL { i64 conv2dInputBfloat16(const double* block) { return ::thalweg::conv2dInputBfloat16(read_conv2dInputBfloat16(block)); } }
#define TW_EXPORT_conv2dWeight namespace thalweg::TW_LEVEL { i64 conv2dWeight_f32(const double* block) { return ::thalweg::conv2dWeight<float>(read_conv2dWeight<float>(block)); } i64 conv2dWeight_f64(const double* block) { return ::thalweg::conv2dWeight<double>(read_conv2dWeight<double>(block)); } }
#define TW_EXPORT_conv2dWeightBfloat16 namespace thalweg::TW_LEVEL { i64 conv2dWeightBfloat16(const double* block) { return ::thalweg::conv2dWeightBfloat16(read_conv2dWeightBfloat16(block)); } }
#define TW_EXPORT_maxPool2d namespace thalweg::TW_LEVEL { i64 maxPool2d_f32(const double* block) { return ::thalweg::maxPool2d<float>(read_maxPool2d<float>(block)); } i64 maxPool2d_f64(const double* block) { return ::thalweg::maxPool2d<double>(read_maxPool2d<double>(block)); } }
#define TW_EXPORT_maxPool2dBackward namespace thalweg::TW_LEVEL { i64 maxPool2dBackward_f32(const double* block) { return ::thalweg::maxPool2dBackward<float>(read_maxPool2dBackward<float>(block)); } i64 maxPool2dBackward_f64(const double* block) { return ::thalweg::maxPool2dBackward<double>(read_maxPool2dBackward<double>(block)); } }
#define TW_EXPORT_maxPool2x2 namespace thalweg::TW_LEVEL { i64 maxPool2x2_f32(const double* block) { return ::thalweg::maxPool2x2<float>(read_maxPool2x2<float>(block)); } i64 maxPool2x2_f64(const double* block) { return ::thalweg::maxPool2x2<double>(read_maxPool2x2<double>(block)); } }
#define TW_EXPORT_maxPool2x2Backward namespace thalweg::TW_LEVEL { i64 maxPool2x2Backward_f32(const double* block) { return ::thalweg::maxPool2x2Backward<float>(read_maxPool2x2Backward<float>(block)); } i64 maxPool2x2Backward_f64(const double* block) { return ::thalweg::maxPool2x2Backward<double>(read_maxPool2x2Backward<double>(block)); } }
#define TW_EXPORT_avgPool2d namespace thalweg::TW_LEVEL { i64 avgPool2d_f32(const double* block) { return ::thalweg::avgPool2d<float>(read_avgPool2d<float>(block)); } i64 avgPool2d_f64(const double* block) { return ::thalweg::avgPool2d<double>(read_avgPool2d<double>(block)); } }
#define TW_EXPORT_avgPool2dBackward namespace thalweg::TW_LEVEL { i64 avgPool2dBackward_f32(const double* block) { return ::thalweg::avgPool2dBackward<float>(read_avgPool2dBackward<float>(block)); } i64 avgPool2dBackward_f64(const double* block) { return ::thalweg::avgPool2dBackward<double>(read_avgPool2dBackward<double>(block)); } }
#define TW_EXPORT_adaptiveAvgPool2d namespace thalweg::TW_LEVEL { i64 adaptiveAvgPool2d_f32(const double* block) { return ::thalweg::adaptiveAvgPool2d<float>(read_adaptiveAvgPool2d<float>(block)); } i64 adaptiveAvgPool2d_f64(const double* block) { return ::thalweg::adaptiveAvgPool2d<double>(read_adaptiveAvgPool2d<double>(block)); } }
#define TW_EXPORT_adaptiveAvgPool2dBackward namespace thalweg::TW_LEVEL { i64 adaptiveAvgPool2dBackward_f32(const double* block) { return ::thalweg::adaptiveAvgPool2dBackward<float>(read_adaptiveAvgPool2dBackward<float>(block)); } i64 adaptiveAvgPool2dBackward_f64(const double* block) { return ::thalweg::adaptiveAvgPool2dBackward<double>(read_adaptiveAvgPool2dBackward<double>(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }
#define TW_EXPORT_toBfloat16 namespace thalweg::TW_LEVEL { i64 toBfloat16(const double* block) { return ::thalweg::toBfloat16(read_toBfloat16(block)); } }
#define TW_EXPORT_fromBfloat16 namespace thalweg::TW_LEVEL { i64 fromBfloat16(const double* block) { return ::thalweg::fromBfloat16(read_fromBfloat16(block)); } }
#define TW_EXPORT_cast namespace thalweg::TW_LEVEL { i64 cast(const double* block) { return ::thalweg::cast(read_cast(block)); } }
#define TW_EXPORT_fill namespace thalweg::TW_LEVEL { i64 fill(const double* block) { return ::thalweg::fill(read_fill(block)); } }
#define TW_EXPORT_indexSelect namespace thalweg::TW_LEVEL { i64 indexSelect_u8(const double* block) { return ::thalweg::indexSelect<std::uint8_t>(read_indexSelect<std::uint8_t>(block)); } i64 indexSelect_u32(const double* block) { return ::thalweg::indexSelect<std::uint32_t>(read_indexSelect<std::uint32_t>(block)); } i64 indexSelect_u64(const double* block) { return ::thalweg::indexSelect<std::uint64_t>(read_indexSelect<std::uint64_t>(block)); } }
#define TW_EXPORT_indexAdd namespace thalweg::TW_LEVEL { i64 indexAdd_f32(const double* block) { return ::thalweg::indexAdd<float>(read_indexAdd<float>(block)); } i64 indexAdd_f64(const double* block) { return ::thalweg::indexAdd<double>(read_indexAdd<double>(block)); } }
#define TW_EXPORT_gather namespace thalweg::TW_LEVEL { i64 gather_u8(const double* block) { return ::thalweg::gather<std::uint8_t>(read_gather<std::uint8_t>(block)); } i64 gather_u32(const double* block) { return ::thalweg::gather<std::uint32_t>(read_gather<std::uint32_t>(block)); } i64 gather_u64(const double* block) { return ::thalweg::gather<std::uint64_t>(read_gather<std::uint64_t>(block)); } }
#define TW_EXPORT_scatterAdd namespace thalweg::TW_LEVEL { i64 scatterAdd_f32(const double* block) { return ::thalweg::scatterAdd<float>(read_scatterAdd<float>(block)); } i64 scatterAdd_f64(const double* block) { return ::thalweg::scatterAdd<double>(read_scatterAdd<double>(block)); } }
#define TW_EXPORT_addRows namespace thalweg::TW_LEVEL { i64 addRows_f32(const double* block) { return ::thalweg::addRows<float>(read_addRows<float>(block)); } i64 addRows_f64(const double* block) { return ::thalweg::addRows<double>(read_addRows<double>(block)); } }
#define TW_EXPORT_oneHot namespace thalweg::TW_LEVEL { i64 oneHot_f32(const double* block) { return ::thalweg::oneHot<float>(read_oneHot<float>(block)); } i64 oneHot_f64(const double* block) { return ::thalweg::oneHot<double>(read_oneHot<double>(block)); } }
#define TW_EXPORT_ctc namespace thalweg::TW_LEVEL { i64 ctc_f32(const double* block) { return ::thalweg::ctc<float>(read_ctc<float>(block)); } i64 ctc_f64(const double* block) { return ::thalweg::ctc<double>(read_ctc<double>(block)); } }
#define TW_EXPORT_ctcBackward namespace thalweg::TW_LEVEL { i64 ctcBackward_f32(const double* block) { return ::thalweg::ctcBackward<float>(read_ctcBackward<float>(block)); } i64 ctcBackward_f64(const double* block) { return ::thalweg::ctcBackward<double>(read_ctcBackward<double>(block)); } }
#define TW_EXPORT_combine namespace thalweg::TW_LEVEL { i64 combine_f32(const double* block) { return ::thalweg::combine<float>(read_combine<float>(block)); } i64 combine_f64(const double* block) { return ::thalweg::combine<double>(read_combine<double>(block)); } }
#define TW_EXPORT_sort namespace thalweg::TW_LEVEL { i64 sort_f32(const double* block) { return ::thalweg::sort<float>(read_sort<float>(block)); } i64 sort_f64(const double* block) { return ::thalweg::sort<double>(read_sort<double>(block)); } }
#define TW_EXPORT_topk namespace thalweg::TW_LEVEL { i64 topk_f32(const double* block) { return ::thalweg::topk<float>(read_topk<float>(block)); } i64 topk_f64(const double* block) { return ::thalweg::topk<double>(read_topk<double>(block)); } }
#define TW_EXPORT_scan namespace thalweg::TW_LEVEL { i64 scan_f32(const double* block) { return ::thalweg::scan<float>(read_scan<float>(block)); } i64 scan_f64(const double* block) { return ::thalweg::scan<double>(read_scan<double>(block)); } }
#define TW_EXPORT_recurrent namespace thalweg::TW_LEVEL { i64 recurrent_f32(const double* block) { return ::thalweg::recurrent<float>(read_recurrent<float>(block)); } i64 recurrent_f64(const double* block) { return ::thalweg::recurrent<double>(read_recurrent<double>(block)); } }
#define TW_EXPORT_recurrentBfloat16 namespace thalweg::TW_LEVEL { i64 recurrentBfloat16(const double* block) { return ::thalweg::recurrentBfloat16(read_recurrentBfloat16(block)); } }
#define TW_EXPORT_recurrentBackward namespace thalweg::TW_LEVEL { i64 recurrentBackward_f32(const double* block) { return ::thalweg::recurrentBackward<float>(read_recurrentBackward<float>(block)); } i64 recurrentBackward_f64(const double* block) { return ::thalweg::recurrentBackward<double>(read_recurrentBackward<double>(block)); } }
#define TW_EXPORT_recurrentBackwardBfloat16 namespace thalweg::TW_LEVEL { i64 recurrentBackwardBfloat16(const double* block) { return ::thalweg::recurrentBackwardBfloat16(read_recurrentBackwardBfloat16(block)); } }
#define TW_EXPORT_attention namespace thalweg::TW_LEVEL { i64 attention_f32(const double* block) { return ::thalweg::attention<float>(read_attention<float>(block)); } i64 attention_f64(const double* block) { return ::thalweg::attention<double>(read_attention<double>(block)); } }
#define TW_EXPORT_attentionBfloat16 namespace thalweg::TW_LEVEL { i64 attentionBfloat16(const double* block) { return ::thalweg::attentionBfloat16(read_attentionBfloat16(block)); } }
#define TW_EXPORT_attentionBackward namespace thalweg::TW_LEVEL { i64 attentionBackward_f32(const double* block) { return ::thalweg::attentionBackward<float>(read_attentionBackward<float>(block)); } i64 attentionBackward_f64(const double* block) { return ::thalweg::attentionBackward<double>(read_attentionBackward<double>(block)); } }
#define TW_EXPORT_attentionBackwardBfloat16 namespace thalweg::TW_LEVEL { i64 attentionBackwardBfloat16(const double* block) { return ::thalweg::attentionBackwardBfloat16(read_attentionBackwardBfloat16(block)); } }
#define TW_EXPORT_optim namespace thalweg::TW_LEVEL { i64 optim_f32(const double* block) { return ::thalweg::optim<float>(read_optim<float>(block)); } i64 optim_f64(const double* block) { return ::thalweg::optim<double>(read_optim<double>(block)); } }
#define TW_EXPORT_adamPacked namespace thalweg::TW_LEVEL { i64 adamPacked(const double* block) { return ::thalweg::adamPacked(read_adamPacked(block)); } }
#define TW_EXPORT_uniform namespace thalweg::TW_LEVEL { i64 uniform_f32(const double* block) { return ::thalweg::uniform<float>(read_uniform<float>(block)); } i64 uniform_f64(const double* block) { return ::thalweg::uniform<double>(read_uniform<double>(block)); } }
#define TW_EXPORT_normal namespace thalweg::TW_LEVEL { i64 normal_f32(const double* block) { return ::thalweg::normal<float>(read_normal<float>(block)); } i64 normal_f64(const double* block) { return ::thalweg::normal<double>(read_normal<double>(block)); } }
#define TW_EXPORT_integers namespace thalweg::TW_LEVEL { i64 integers(const double* block) { return ::thalweg::integers(read_integers(block)); } }
#define TW_EXPORT_permutation namespace thalweg::TW_LEVEL { i64 permutation(const double* block) { return ::thalweg::permutation(read_permutation(block)); } }
#define TW_EXPORT_bernoulli namespace thalweg::TW_LEVEL { i64 bernoulli(const double* block) { return ::thalweg::bernoulli(read_bernoulli(block)); } }
#define TW_EXPORT_dropout namespace thalweg::TW_LEVEL { i64 dropout_f32(const double* block) { return ::thalweg::dropout<float>(read_dropout<float>(block)); } i64 dropout_f64(const double* block) { return ::thalweg::dropout<double>(read_dropout<double>(block)); } }
#define TW_EXPORT_probeFma namespace thalweg::TW_LEVEL { i64 probeFma_f32(const double* block) { return ::thalweg::probeFma<float>(read_probeFma<float>(block)); } i64 probeFma_f64(const double* block) { return ::thalweg::probeFma<double>(read_probeFma<double>(block)); } }
#define TW_EXPORT_probeRead namespace thalweg::TW_LEVEL { i64 probeRead_f32(const double* block) { return ::thalweg::probeRead<float>(read_probeRead<float>(block)); } i64 probeRead_f64(const double* block) { return ::thalweg::probeRead<double>(read_probeRead<double>(block)); } }
#define TW_EXPORT_probeTriad namespace thalweg::TW_LEVEL { i64 probeTriad_f32(const double* block) { return ::thalweg::probeTriad<float>(read_probeTriad<float>(block)); } i64 probeTriad_f64(const double* block) { return ::thalweg::probeTriad<double>(read_probeTriad<double>(block)); } }
#define TW_EXPORT_probeUpdate namespace thalweg::TW_LEVEL { i64 probeUpdate_f32(const double* block) { return ::thalweg::probeUpdate<float>(read_probeUpdate<float>(block)); } i64 probeUpdate_f64(const double* block) { return ::thalweg::probeUpdate<double>(read_probeUpdate<double>(block)); } }
#define TW_EXPORT_probeHandOff namespace thalweg::TW_LEVEL { i64 probeHandOff(const double* block) { return ::thalweg::probeHandOff(read_probeHandOff(block)); } }

#define TW_KERNEL_COUNT 149
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(mapBool_f32) F(mapBool_f64) F(where_u8) F(where_u32) F(where_u64) F(logical) F(reduce_f32) F(reduce_f64) F(variance_f32) F(variance_f64) F(extreme_f32) F(extreme_f64) F(extremeBackward_f32) F(extremeBackward_f64) F(anyAll) F(foreachNorm_f32) F(foreachNorm_f64) F(foreachSquares_f32) F(foreachSquares_f64) F(foreachMul_f32) F(foreachMul_f64) F(softmax_f32) F(softmax_f64) F(softmaxBackward_f32) F(softmaxBackward_f64) F(logsumexp_f32) F(logsumexp_f64) F(logsumexpBackward_f32) F(logsumexpBackward_f64) F(crossEntropy_f32) F(crossEntropy_f64) F(crossEntropyProbs_f32) F(crossEntropyProbs_f64) F(nll_f32) F(nll_f64) F(layerNorm_f32) F(layerNorm_f64) F(layerNormBackward_f32) F(layerNormBackward_f64) F(rmsNorm_f32) F(rmsNorm_f64) F(rmsNormBackward_f32) F(rmsNormBackward_f64) F(groupNorm_f32) F(groupNorm_f64) F(groupNormBackward_f32) F(groupNormBackward_f64) F(batchNorm_f32) F(batchNorm_f64) F(batchNormBackward_f32) F(batchNormBackward_f64) F(gemm_f32) F(gemm_f64) F(gemmBfloat16) F(lu) F(secular) F(conv2d_f32) F(conv2d_f64) F(conv2dBfloat16) F(conv2dInput_f32) F(conv2dInput_f64) F(conv2dInputBfloat16) F(conv2dWeight_f32) F(conv2dWeight_f64) F(conv2dWeightBfloat16) F(maxPool2d_f32) F(maxPool2d_f64) F(maxPool2dBackward_f32) F(maxPool2dBackward_f64) F(maxPool2x2_f32) F(maxPool2x2_f64) F(maxPool2x2Backward_f32) F(maxPool2x2Backward_f64) F(avgPool2d_f32) F(avgPool2d_f64) F(avgPool2dBackward_f32) F(avgPool2dBackward_f64) F(adaptiveAvgPool2d_f32) F(adaptiveAvgPool2d_f64) F(adaptiveAvgPool2dBackward_f32) F(adaptiveAvgPool2dBackward_f64) F(copy_u8) F(copy_u32) F(copy_u64) F(toBfloat16) F(fromBfloat16) F(cast) F(fill) F(indexSelect_u8) F(indexSelect_u32) F(indexSelect_u64) F(indexAdd_f32) F(indexAdd_f64) F(gather_u8) F(gather_u32) F(gather_u64) F(scatterAdd_f32) F(scatterAdd_f64) F(addRows_f32) F(addRows_f64) F(oneHot_f32) F(oneHot_f64) F(ctc_f32) F(ctc_f64) F(ctcBackward_f32) F(ctcBackward_f64) F(combine_f32) F(combine_f64) F(sort_f32) F(sort_f64) F(topk_f32) F(topk_f64) F(scan_f32) F(scan_f64) F(recurrent_f32) F(recurrent_f64) F(recurrentBfloat16) F(recurrentBackward_f32) F(recurrentBackward_f64) F(recurrentBackwardBfloat16) F(attention_f32) F(attention_f64) F(attentionBfloat16) F(attentionBackward_f32) F(attentionBackward_f64) F(attentionBackwardBfloat16) F(optim_f32) F(optim_f64) F(adamPacked) F(uniform_f32) F(uniform_f64) F(normal_f32) F(normal_f64) F(integers) F(permutation) F(bernoulli) F(dropout_f32) F(dropout_f64) F(probeFma_f32) F(probeFma_f64) F(probeRead_f32) F(probeRead_f64) F(probeTriad_f32) F(probeTriad_f64) F(probeUpdate_f32) F(probeUpdate_f64) F(probeHandOff)

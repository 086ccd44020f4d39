// One optimizer step over a list of tensors: the rules of rules/optim in one parallel region.
#include "gen/optim.h"

#include <utility>

#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/rule_loop.h"

namespace thalweg {
namespace {

constexpr i64 kPiece = 2048;      // elements that a thread takes at least
constexpr double kNsEach = 0.25;  // of one element, when deciding on threads
constexpr int kNumbers = sizeof(OptimArgs<float>::numbers) / sizeof(float);
constexpr int kMaxTensors = 16;

template <class T>
struct RuleRow {
  void (*const* loops)(T* const*, i64, const T*);  // one for each set of flags
  const unsigned* present;
  int tensors;
};

template <class Rule, class T, class Flags = std::make_integer_sequence<int, 1 << Rule::kFlags>>
struct RuleLoops;
template <class Rule, class T, int... F>
struct RuleLoops<Rule, T, std::integer_sequence<int, F...>> {
  static_assert(Rule::kNumbers <= kNumbers, "kernels.def gives a rule fewer numbers");
  static_assert(Rule::kTensors <= kMaxTensors, "p, g and at most fourteen states");
  static constexpr void (*loops[])(T* const*, i64, const T*) = {rule_loop<Rule, F, T>...};
};

#define TW_RULE_ROW(Rule) {RuleLoops<Rule, T>::loops, Rule::kPresent, Rule::kTensors},
template <class T>
constexpr RuleRow<T> kRules[] = {TW_FOR_EACH_RULE(TW_RULE_ROW)};

// Elements [begin, end) of the list seen as one long tensor.
template <class T>
void step_range(const OptimArgs<T>& a, i64 begin, i64 end) {
  const RuleRow<T>& rule = kRules<T>[a.rule];
  const unsigned present = rule.present[a.flags];
  i64 start = 0;
  for (i64 i = 0; i < a.count && start < end; i++) {
    i64 n = a.n[i];
    i64 from = begin > start ? begin - start : 0, to = min(end - start, n);
    start += n;
    if (from >= to) continue;
    T* t[kMaxTensors] = {a.p[i] + from, const_cast<T*>(a.g[i]) + from};
    i64 slot = 0;
    for (int k = 2; k < rule.tensors; k++)
      if (present >> k & 1) t[k] = a.state[slot++ * a.count + i] + from;
    rule.loops[a.flags](t, to - from, a.numbers);
  }
}

template <class T>
i64 optim(const OptimArgs<T>& a) {
  i64 total = 0;
  for (i64 i = 0; i < a.count; i++) total += a.n[i];
  i64 pieces = ceil_div(total, kPiece);
  parallel(team_for(pieces, double(total) * kNsEach), pieces,
           [&](int, i64 begin, i64 end) { step_range(a, begin * kPiece, end * kPiece); });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(optim)

// See queue.h. The thread sleeps between queues and lives as long as the environment, which waits for it when it ends:
// after the kernel that runs then, because the environment takes the memory of all buffers with it.
#include "binding/queue.h"

#include <atomic>
#include <new>

#include "core/parallel.h"
#include "core/waiting.h"
#include "gen/kernels.h"

namespace thalweg {

// The background thread of one binding. At most one queue is under way.
struct Queue {
  napi_threadsafe_function reports = nullptr;
  // Of the queue that was started last; read by the thread once `started` shows it.
  const Level* level = nullptr;
  double* words = nullptr;
  i64 end = 0;
  std::atomic<std::uint32_t> started{0};
  std::atomic<std::uint32_t> finished{0};
  std::atomic<bool> stopping{false};
  std::atomic<std::uint32_t> left{0};  // whether the thread has ended
  std::uint32_t reported = 0;          // on JavaScript's thread
};

namespace {

Napi::Value refuse(Napi::Env env, const char* message) {
  Napi::Error::New(env, message).ThrowAsJavaScriptException();
  return {};
}

// Runs the calls in their order, up to the first that fails. Its status and place go into the head.
void run_calls(const Level& level, double* words, i64 end, const std::atomic<bool>* stopping) {
  set_threads(int(words[kQueueThreads]), words[kQueueAlwaysParallel] != 0);
  words[kQueueStatus] = 0;
  for (i64 at = kQueueHead; at < end; at += 2 + i64(words[at + 1])) {
    if (stopping && stopping->load(std::memory_order_relaxed)) return;
    const i64 kernel = i64(words[at]);
    const i64 status = kernel < 0 || kernel >= TW_KERNEL_COUNT ? kNoMemory : level.table[kernel](words + at + 2);
    if (status == kOk) continue;
    words[kQueueStatus] = double(status);
    words[kQueueFailed] = double(at);
    return;
  }
}

void serve(void* context) {
  Queue& queue = *static_cast<Queue*>(context);
  begin_kernel_thread();
  for (;;) {
    const std::uint32_t seen = queue.started.load(std::memory_order_acquire);
    if (queue.stopping.load()) break;
    if (seen == queue.finished.load(std::memory_order_relaxed)) {
      wait(queue.started, seen);
      continue;
    }
    run_calls(*queue.level, queue.words, queue.end, &queue.stopping);
    queue.finished.store(seen, std::memory_order_release);
    wake(queue.finished, 1);
    if (queue.stopping.load()) break;
    (void)napi_call_threadsafe_function(queue.reports, nullptr, napi_tsfn_nonblocking);
  }
  queue.left.store(1);
  wake(queue.left, 1);
}

// On JavaScript's thread, when a queue has ended.
void report(napi_env env, napi_value done, void* context, void*) {
  if (!env || !done) return;
  const Napi::Env e(env);
  const Napi::HandleScope scope(e);
  // A report may come after the next queue has been started, when somebody has waited for the end of the first.
  Queue& queue = *static_cast<Queue*>(context);
  if (++queue.reported == queue.started.load()) (void)napi_unref_threadsafe_function(env, queue.reports);
  Napi::Function(e, done).Call({});
}

// The environment ends. This hook was added after those of the function that reports, so it runs before them.
void end_queue(Queue* queue) {
  queue->stopping.store(true);
  queue->started.fetch_add(1);
  wake(queue->started, 1);
  while (!queue->left.load()) wait(queue->left, 0);
}

// The words of a queue and where they end; null when the arguments are wrong.
double* words_of(const Napi::CallbackInfo& info, i64& end) {
  napi_typedarray_type type;
  std::size_t length = 0;
  void* data = nullptr;
  if (!info[0].IsTypedArray() || !info[1].IsNumber() ||
      napi_get_typedarray_info(info.Env(), info[0], &type, &length, &data, nullptr, nullptr) != napi_ok ||
      type != napi_float64_array)
    return nullptr;
  end = info[1].As<Napi::Number>().Int64Value();
  return end >= kQueueHead && end <= i64(length) ? static_cast<double*>(data) : nullptr;
}

// runQueue(words: Float64Array, end): runs the calls on this thread.
Napi::Value run_queue(const Napi::CallbackInfo& info) {
  auto* binding = static_cast<Binding*>(info.Data());
  i64 end = 0;
  double* words = words_of(info, end);
  if (!words || !binding->level) return refuse(info.Env(), "thalweg: runQueue expects the words of a queue");
  run_calls(*binding->level, words, end, nullptr);
  return {};
}

Queue* new_queue(Napi::Env env, const Napi::Value& done) {
  auto* queue = new (std::nothrow) Queue;
  if (!queue) return nullptr;
  if (napi_create_threadsafe_function(env, done, nullptr, Napi::String::New(env, "thalweg"), 0, 1, nullptr, nullptr,
                                      queue, report, &queue->reports) != napi_ok) {
    delete queue;
    return nullptr;
  }
  (void)napi_unref_threadsafe_function(env, queue->reports);
  if (start_thread(serve, queue)) {
    // Freed by nobody: a late report could still ask for it. There is one an environment.
    if (!env.AddCleanupHook(end_queue, queue).IsEmpty()) return queue;
    end_queue(queue);
  }
  (void)napi_release_threadsafe_function(queue->reports, napi_tsfn_abort);
  return nullptr;
}

// startQueue(words: Float64Array, end, done): runs the calls on the thread of this binding, then calls the `done` of
// the first startQueue, once for each. JavaScript keeps all memory until then. Returns false when there is no thread to
// be had.
Napi::Value start_queue(const Napi::CallbackInfo& info) {
  auto* binding = static_cast<Binding*>(info.Data());
  Napi::Env env = info.Env();
  i64 end = 0;
  double* words = words_of(info, end);
  if (!words || !binding->level || !info[2].IsFunction())
    return refuse(env, "thalweg: startQueue expects the words of a queue and a function");
  if (!binding->queue) binding->queue = new_queue(env, info[2]);
  Queue* queue = binding->queue;
  if (!queue) return Napi::Boolean::New(env, false);
  if (queue->started.load() != queue->finished.load())
    return refuse(env, "thalweg: startQueue expects the last queue to have ended");
  queue->level = binding->level;
  queue->words = words;
  queue->end = end;
  (void)napi_ref_threadsafe_function(env, queue->reports);
  queue->started.fetch_add(1, std::memory_order_release);
  wake(queue->started, 1);
  return Napi::Boolean::New(env, true);
}

// finishQueue(): waits until the queue in the background has ended, if there is one.
Napi::Value finish_queue(const Napi::CallbackInfo& info) {
  Queue* queue = static_cast<Binding*>(info.Data())->queue;
  if (!queue) return {};
  const std::uint32_t last = queue->started.load();
  for (std::uint32_t seen; (seen = queue->finished.load(std::memory_order_acquire)) != last;)
    wait(queue->finished, seen);
  return {};
}

}  // namespace

void add_queue(Napi::Object object, Binding* binding) {
  Napi::Env env = object.Env();
  object.Set("runQueue", Napi::Function::New<run_queue>(env, "runQueue", binding));
  object.Set("startQueue", Napi::Function::New<start_queue>(env, "startQueue", binding));
  object.Set("finishQueue", Napi::Function::New<finish_queue>(env, "finishQueue", binding));
}

}  // namespace thalweg

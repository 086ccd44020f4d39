// An MPI library found at run time, behind one interface for every binary interface: MPI's handles are integers in
// MPICH, addresses in Open MPI, small constants in the standard one (MPI 5). Made by engine.cc, used by thread.cc on
// one thread.
#pragma once
#include <string>

namespace thalweg {

// One side of an exchange: for every rank the bytes and where they start.
struct Parts {
  void* data = nullptr;
  const int* counts = nullptr;
  const int* offsets = nullptr;
};

// Functions return MPI's error code, 0 for success. Collectives only start; at most one runs at a time.
class Engine {
 public:
  virtual int start(int& rank, int& size) = 0;
  virtual int finish() = 0;
  virtual int all_to_all(const Parts& send, const Parts& receive) = 0;
  virtual int all_gather(const void* send, int bytes, const Parts& receive) = 0;
  virtual int broadcast(void* data, int bytes, int root) = 0;
  virtual int barrier() = 0;
  // Advances the collective that was started.
  virtual int test(bool& done) = 0;
  virtual std::string explain(int error) = 0;
  virtual std::string version() = 0;
  virtual const char* abi() const = 0;

 protected:
  ~Engine() = default;
};

// Opens a library. `abi` is "openmpi", "mpich", "standard", or empty to find out by its symbols. Returns null and says
// why if that fails. Never closed: MPI has threads and exit handlers.
Engine* open_engine(const char* library, const std::string& abi, std::string& why);

}  // namespace thalweg

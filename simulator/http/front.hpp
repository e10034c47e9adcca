// HTTP on the simulator's connections: httplib parses and writes, the simulated store answers.
#pragma once

#include "simulator/http/listener.hpp"

#include <memory>

namespace acumage::simulator {

struct shop;

class http_front {
 public:
  explicit http_front(shop& of);
  ~http_front();

  /// Answers the connection's requests until either side ends it.
  listener::served serve(int descriptor);

 private:
  class server;
  std::unique_ptr<server> server_;
};

}  // namespace acumage::simulator

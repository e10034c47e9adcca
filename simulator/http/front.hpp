// HTTP on the simulator's connections: httplib parses and writes, a service answers.
#pragma once

#include "simulator/http/exchange.hpp"
#include "simulator/http/listener.hpp"

#include <memory>

namespace acumage::simulator {

class http_front {
 public:
  explicit http_front(http_service by);
  ~http_front();

  /// Answers the connection's requests until either side ends it.
  listener::served serve(int descriptor);

 private:
  class server;
  std::unique_ptr<server> server_;
};

}  // namespace acumage::simulator

// The state behind the ERP's routes, and the path of a request through it.
#pragma once

#include "simulator/acumatica/access/licence.hpp"
#include "simulator/acumatica/access/sessions.hpp"
#include "simulator/acumatica/clock.hpp"
#include "simulator/acumatica/counters.hpp"
#include "simulator/acumatica/faults/fault.hpp"
#include "simulator/acumatica/options.hpp"
#include "simulator/acumatica/push/sender.hpp"
#include "simulator/acumatica/route.hpp"
#include "simulator/acumatica/tables/database.hpp"
#include "simulator/http/exchange.hpp"
#include "simulator/http/stop_signal.hpp"

#include <cstdint>
#include <string>

namespace acumage::simulator::acumatica {

/// A request that is being answered.
struct call {
  const request& what;
  const route& to;
  const strikes& faults;
  signed_in who;
};

/// Everything that answers requests, without a socket. Thread-safe.
struct site {
  explicit site(options with);

  answer serve(const request& what, wire_plan& plan);
  /// http://127.0.0.1:PORT, without the instance.
  std::string base_url;

  options setup;
  erp_clock clock;
  database data{clock};
  fault_list faults;
  licence queue{clock, setup.licence};
  session_book sessions{clock};
  counters seen;
  push_sender pushes{clock, data, faults, setup.push};
  stop_signal stopping;

 private:
  answer serve_route(const request& what, const route& to, const strikes& struck);
  answer queued(const request& what, const route& to, const strikes& struck);
  answer dispatched(const call& of);
};

}  // namespace acumage::simulator::acumatica

// A simulated ERP that behaves like Acumatica for pulling and pushing, with faults on demand, for demo and tests.
#pragma once

#include "messages/result.hpp"
#include "simulator/acumatica/access/sessions.hpp"
#include "simulator/acumatica/clock.hpp"
#include "simulator/acumatica/counters.hpp"
#include "simulator/acumatica/faults/fault.hpp"
#include "simulator/acumatica/options.hpp"
#include "simulator/acumatica/push/sender.hpp"
#include "simulator/acumatica/tables/database.hpp"
#include "simulator/acumatica/tables/loader.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::simulator::acumatica {

/// All functions are thread-safe except start() and stop(), which belong to the owner.
class erp {
 public:
  explicit erp(options setup = {});
  ~erp();
  erp(const erp&) = delete;
  erp& operator=(const erp&) = delete;

  /// errc::unavailable: the port is taken.
  status start();
  void stop();
  std::uint16_t port() const;
  /// http://127.0.0.1:PORT/northwind
  std::string url() const;

  /// One transaction with one notification; its TimeStamp. Fields that are not named keep their value.
  result<std::int64_t> write(entity of, const fields& what, const how& way = {});
  result<std::int64_t> write_all(entity of, const std::vector<fields>& what, const how& way = {});
  result<std::int64_t> remove(entity of, const fields& key, const how& way = {});
  /// Without notifications.
  void load(const sizes& how_many);
  void load(const sizes& how_many, moment until);
  /// The first `count` rows, by key, get the same time of change: a mass update.
  void stamp_rows(entity of, std::size_t count, moment at);

  /// The visible rows, by key.
  std::vector<fields> rows(entity of) const;
  /// By the fields of its key; no value: there is none.
  std::optional<fields> row(entity of, const fields& key) const;

  erp_clock& clock();

  std::uint64_t inject(fault what);
  bool clear_fault(std::uint64_t id);
  void clear_faults();

  request_counts count() const;
  session_counts sessions() const;
  licence_counts queue() const;
  push_counts pushes() const;
  bool wait_for(const std::function<bool(const request_counts&)>& reached,
                std::chrono::milliseconds at_most = std::chrono::seconds{20}) const;

  /// Blocks until no notification waits and no commit is open.
  bool wait_for_pushes(std::chrono::milliseconds at_most = std::chrono::seconds{20});
  void redirect_pushes(push_options to);
  std::size_t resend_lost();

  void change_licence(licence_terms terms);
  void end_sessions();    ///< as a restart of the site does
  void unlock_account();  ///< after five wrong passwords

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace acumage::simulator::acumatica

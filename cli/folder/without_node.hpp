// What only a running node can do, as a data folder alone answers it.
#pragma once

#include "api/node_port.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::folder {

/// Nothing waits, runs or is calculated while no node is running.
class without_node : public api::node_port {
 public:
  result<waiting_page> waiting(const waiting_filter&, const std::string&,
                               std::size_t) const override {
    return needs_node("waiting");
  }
  result<key_trace> trace(const trace_question&) override { return needs_node("trace"); }
  result<std::uint64_t> order_waiting(const waiting_filter&, api::waiting_order) override {
    return needs_node("waiting");
  }
  result<std::uint64_t> count_republish(const republish_filter&) const override {
    return needs_node("republish");
  }
  result<api::republished> republish(const republish_filter&) override {
    return needs_node("republish");
  }
  status reload_settings() override { return needs_node("settings"); }
  result<std::string> start_reconciliation(const reconcile_order&) override {
    return needs_node("reconcile");
  }
  std::vector<reconcile_status> reconciliations() const override { return {}; }
  result<reconcile_page> reconciled(const std::string&, const std::string&, const std::string&,
                                    std::size_t) const override {
    return needs_node("reconcile");
  }
  api::reconcile_outlook reconcile_outlook() const override { return {}; }
  status cancel_reconciliation(const std::string&) override { return needs_node("reconcile"); }
  result<first_load> start_first_load(const first_load_order&) override {
    return needs_node("first-load");
  }
  result<first_load> confirm_first_load(const first_load_answer&) override {
    return needs_node("first-load");
  }
  result<first_load> cancel_first_load() override { return needs_node("first-load"); }
  result<pull_job> start_pull(const pull_job&) override { return needs_node("resync"); }
  std::optional<std::vector<acumage::pull_outlook>> pull_outlook() const override {
    return std::nullopt;
  }
  std::optional<pull_job> wait_for_pull(const std::string&,
                                        std::chrono::milliseconds) const override {
    return std::nullopt;
  }
  status cancel_pull(const std::string&) override { return needs_node("resync"); }
  result<std::vector<unmapped_value>> unmapped() const override { return needs_node("unmapped"); }
  std::optional<order_ends> ends_of(const std::string&) const override { return std::nullopt; }

 private:
  static error needs_node(const std::string& what) {
    return {errc::unavailable, what + ": no node is running; expected a running one", {}};
  }
};

}  // namespace acumage::folder

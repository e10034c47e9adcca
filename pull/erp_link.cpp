#include "pull/erp_link.hpp"

#include "erp/calibration.hpp"
#include "erp/client.hpp"
#include "erp/connection_test.hpp"
#include "erp/lost_pushes.hpp"
#include "erp/reading.hpp"
#include "erp/records.hpp"
#include "erp/row_count.hpp"
#include "messages/stats.hpp"
#include "messages/stock_place.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace acumage::pull {

namespace {

trouble kind_of(erp::trouble what) {
  switch (what) {
    case erp::trouble::no_seat: return trouble::no_seat;
    case erp::trouble::throttled: return trouble::throttled;
    case erp::trouble::transport: return trouble::again;
    case erp::trouble::interrupted: return trouble::stopped;
    case erp::trouble::sign_in_refused:
    case erp::trouble::forbidden:
    case erp::trouble::too_large:
    case erp::trouble::configuration:
    case erp::trouble::absent:
    case erp::trouble::clock: break;
  }
  return trouble::fatal;
}

erp::record_kind kind_of(entity which) {
  switch (which) {
    case entity::order: return erp::record_kind::sales_order;
    case entity::shipment: return erp::record_kind::shipment;
    case entity::customer: return erp::record_kind::customer;
    case entity::pricing:
    case entity::inventory: break;  // which has no record of its own
  }
  return erp::record_kind::stock_item;
}

problem to_problem(const erp::problem& what, shared_text& refused) {
  if (what.kind == erp::trouble::sign_in_refused) refused.set(what.message + "; " + what.remedy);
  return {kind_of(what.kind), what.message + (what.remedy.empty() ? "" : "; " + what.remedy),
          what.not_before};
}

page no_rows(const erp::client& way) {
  page none;
  none.asked_at = way.clock().value_or(0);
  none.last = true;
  return none;
}

class reading_of_inquiry final : public row_source {
 public:
  reading_of_inquiry(erp::client& way, erp::reading from, shared_text& refused)
      : way_{way}, from_{std::move(from)}, refused_{refused} {}

  outcome<page> next() override {
    auto came = from_.step();
    if (!came && came.problem().kind == erp::trouble::absent) return no_rows(way_);
    if (!came) return to_problem(came.problem(), refused_);
    return page{std::move(came->rows), came->asked_at, came->last, came->resume.to_text(),
                std::move(came->changed)};
  }

 private:
  erp::client& way_;
  erp::reading from_;
  shared_text& refused_;
};

class link final : public erp_session {
 public:
  explicit link(erp_link_options how) : how_{std::move(how)}, way_{how_.connection} {}

  outcome<std::uint64_t> now() override {
    if (const auto opened = way_.open(); !opened) return to_problem(opened.problem(), refused_);
    return way_.clock().value_or(0);
  }

  std::unique_ptr<row_source> read(entity which, const window& of,
                                   const std::string& resume) override {
    auto from = resume.empty() ? std::nullopt : erp::cursor::from_text(resume);
    return std::make_unique<reading_of_inquiry>(
        way_,
        erp::reading{way_, inquiry(which), {of.from, of.until}, how_.page_size, std::move(from)},
        refused_);
  }

  outcome<page> by_key(entity which, const std::string& key) override {
    if (inquiry(which).from == erp::inquiry::entity) return record(which, key);
    auto& known = facts_[which];
    if (!known) {
      auto found = erp::survey(way_, inquiry(which), false);
      if (!found) return to_problem(found.problem(), refused_);
      known = std::move(*found);
    }
    std::set<std::vector<std::string>> asked{columns_of_key(which, key)};
    // A SKU may contain the '@' that separates it from its warehouse: both are read, and a row too
    // many is only compared.
    if (which == entity::inventory) asked.insert({key});
    page found = no_rows(way_);
    for (const auto& columns : asked) {
      auto came = erp::read_rows_of(way_, inquiry(which), *known, columns);
      if (came)
        std::move(came->begin(), came->end(), std::back_inserter(found.rows));
      else if (came.problem().kind != erp::trouble::absent)
        return to_problem(came.problem(), refused_);
    }
    return found;
  }

  outcome<bool> has_rows(entity which) override {
    const auto any = erp::has_rows(way_, inquiry(which));
    if (!any) return to_problem(any.problem(), refused_);
    return *any;
  }

  outcome<std::uint64_t> count_rows(entity which) override {
    const auto count = erp::count_rows(way_, inquiry(which));
    if (!count) return to_problem(count.problem(), refused_);
    return *count;
  }

  connection_report test() override {
    erp::connection_questions ask;
    ask.lost_pushes = how_.lost_pushes;
    for (const auto which : all_entities)
      if (!inquiry(which).name.empty())
        ask.inquiries.emplace_back(std::string{to_string(which)}, inquiry(which));
    return erp::test_connection(way_, ask);
  }

  outcome<std::vector<lost_push>> lost_pushes(std::uint64_t since) override {
    auto found = erp::read_lost_pushes(way_, how_.lost_pushes, since);
    if (!found) return to_problem(found.problem(), refused_);
    return std::move(*found);
  }

  void sign_out() override { static_cast<void>(way_.sign_out()); }
  std::uint64_t requests() const override { return way_.counted().requests; }
  std::uint64_t waited_ms() const override { return way_.counted().waited_ms; }
  void interrupt() override { way_.interrupt(); }
  std::string refusal() const override { return refused_.get(); }

 private:
  outcome<page> record(entity which, const std::string& key) {
    if (const auto opened = way_.open(); !opened) return to_problem(opened.problem(), refused_);
    page found = no_rows(way_);
    auto came = erp::read_record(way_, kind_of(which), columns_of_key(which, key));
    if (came)
      found.rows = std::move(*came);
    else if (came.problem().kind != erp::trouble::absent)
      return to_problem(came.problem(), refused_);
    return found;
  }

  const erp::inquiry& inquiry(entity which) const { return how_.inquiries.at(index_of(which)); }

  erp_link_options how_;
  erp::client way_;
  std::map<entity, std::optional<erp::facts>> facts_;
  shared_text refused_;
};

}  // namespace

std::vector<std::string> columns_of_key(entity which, const std::string& key) {
  const auto cut = [&](char at) {
    const auto end = key.find(at);
    return end == std::string::npos ? key : key.substr(0, end);
  };
  switch (which) {
    case entity::inventory: return {split_stock_place(key).item};
    case entity::shipment: return {cut('@')};
    case entity::order:
      if (const auto blank = key.find(' '); blank != std::string::npos)
        return {key.substr(0, blank), key.substr(blank + 1)};
      return {key};
    case entity::pricing:
    case entity::customer: break;
  }
  return {key};
}

std::unique_ptr<erp_session> link_to_erp(erp_link_options how) {
  return std::make_unique<link>(std::move(how));
}

}  // namespace acumage::pull

#include "magento/present_values/present_values.hpp"

#include "magento/present_values/reading.hpp"
#include "magento/reply.hpp"

#include <cassert>
#include <utility>

namespace acumage::magento {

namespace {

/// Remembers the sources, and of the SKUs nothing: a product may have been deleted since.
class only_sources final : public stock_memory {
 public:
  bool knows_sku(std::string_view) override { return false; }
  void learn_skus(std::span<const std::string>) override {}
  std::optional<std::string> spelling(std::string_view) override { return std::nullopt; }
  void learn_spelling(std::string_view, const std::string&) override {}
  std::optional<bool> backorders(std::string_view) override { return std::nullopt; }
  void learn_backorders(std::string_view, bool) override {}
  std::optional<store_sources> sources() override { return sources_; }
  void learn_sources(store_sources found) override { sources_ = std::move(found); }

 private:
  std::optional<store_sources> sources_;
};

/// Needs no permission, and shows whether PHP and the database work (REST.md 11).
request health_request() {
  request ask;
  ask.method = "GET";
  ask.path = "/V1/store/storeConfigs";
  ask.only_reads = true;
  return ask;
}

}  // namespace

answer reading::ask(const request& what) {
  paged_search search{what, limits_};
  while (const auto page = search.next()) search.take(way_.exchange(*page, next_request_id_()));
  return search.result();
}

bool reading::concerns_keys(std::string_view what, const answer& reply) {
  return concerns_keys(judge_look_up(what, reply));
}

bool reading::concerns_keys(batch_outcome said) {
  const auto verdict = said.verdict;
  const bool about_them = verdict == batch_verdict::refused || verdict == batch_verdict::too_many ||
                          (verdict == batch_verdict::suspect && healthy(ask(health_request())));
  if (about_them)
    words_ = std::move(said.message);
  else
    outage_ = std::move(said);
  return about_them;
}

present_values::present_values(transport& way, page_limits& limits, present_options options)
    : way_{way},
      limits_{limits},
      options_{std::move(options)},
      sources_{std::make_unique<only_sources>()} {
  if (!options_.next_request_id)
    options_.next_request_id = [this] { return "compare-" + std::to_string(++requests_); };
}

present_values::~present_values() = default;

present_page present_values::of(entity which, std::span<const present_question> questions) {
  assert(questions.size() <= most_keys);
  reading by{way_, limits_, options_.next_request_id};
  present_page page;
  page.values.resize(questions.size());
  bool read = true;
  switch (which) {
    case entity::pricing:
      read = read_prices(by, questions, options_.price_store, page.values);
      break;
    case entity::inventory: read = read_quantities(by, questions, *sources_, page.values); break;
    case entity::order: read = read_orders(by, questions, options_.order_store, page.values); break;
    case entity::shipment:
      read = read_shipments(by, questions, options_.order_store, page.values);
      break;
    case entity::customer: assert(false); break;
  }
  if (!read) {
    page.values.clear();
    page.outage = by.outage();
  }
  return page;
}

}  // namespace acumage::magento

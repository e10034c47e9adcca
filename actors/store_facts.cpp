#include "actors/store_facts.hpp"

#include <utility>

namespace acumage::actors {

namespace {

using namespace std::chrono_literals;

constexpr auto backorders_kept = 24h;  // SPEC 7
constexpr auto sources_kept = 5min;    // a source that a merchant adds is soon found
constexpr std::size_t most_backorders = 100'000;
constexpr std::string_view sku_spelling = "sku spelt by the store";

}  // namespace

bool store_facts::knows_sku(std::string_view folded) {
  const auto known = shared_.ledger.knows_sku(std::string{folded}, shared_.now_us());
  return known && *known;  // unreadable: ask the store once more
}

void store_facts::learn_skus(std::span<const std::string> folded) {
  if (const auto kept = shared_.ledger.learn_skus(folded, shared_.now_us()); !kept)
    shared_.log({log_level::warn,
                 "store_facts",
                 "cannot keep which SKUs the store has",
                 {{"error", kept.problem().message}}});
}

std::optional<std::string> store_facts::spelling(std::string_view folded) {
  auto kept = shared_.ledger.link_of(sku_spelling, std::string{folded});
  return kept ? std::move(*kept) : std::nullopt;  // unreadable: send the ERP's spelling
}

void store_facts::learn_spelling(std::string_view folded, const std::string& sku) {
  if (const auto kept = shared_.ledger.keep_link(sku_spelling, std::string{folded}, sku); !kept)
    shared_.log({log_level::warn,
                 "store_facts",
                 "cannot keep how the store spells a SKU",
                 {{"sku", sku}, {"error", kept.problem().message}}});
}

std::optional<bool> store_facts::backorders(std::string_view folded) {
  const std::lock_guard guard{mutex_};
  const auto found = backorders_.find(folded);
  if (found == backorders_.end() || found->second.until <= now_()) return std::nullopt;
  return found->second.allowed;
}

void store_facts::learn_backorders(std::string_view folded, bool allowed) {
  const std::lock_guard guard{mutex_};
  if (backorders_.size() >= most_backorders) backorders_.clear();
  backorders_.insert_or_assign(std::string{folded},
                               backorder_fact{allowed, now_() + backorders_kept});
}

std::optional<magento::store_sources> store_facts::sources() {
  const std::lock_guard guard{mutex_};
  if (sources_ && sources_until_ <= now_()) sources_.reset();
  return sources_;
}

void store_facts::learn_sources(magento::store_sources found) {
  const std::lock_guard guard{mutex_};
  sources_ = std::move(found);
  sources_until_ = now_() + sources_kept;
}

}  // namespace acumage::actors

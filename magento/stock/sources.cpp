#include "magento/stock/sources.hpp"

#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::size_t most_shown = 20;

std::string in_quotes(const std::string& text) { return '"' + text + '"'; }

std::string listed(const std::set<std::string>& codes) {
  std::string text;
  std::size_t shown = 0;
  for (const auto& code : codes) {
    if (shown++ == most_shown)
      return text + " and " + std::to_string(codes.size() - most_shown) + " more";
    text += (text.empty() ? "" : ", ") + in_quotes(code);
  }
  return text.empty() ? "none" : text;
}

row_outcome no_such_source(const stock_row& row, const store_sources& sources) {
  row_outcome said{row_verdict::refused, letter_class::unmapped, {}};
  said.message = "source " + in_quotes(row.source) + ": ";
  said.message +=
      sources.msi
          ? "the store does not have it; it has " + listed(sources.codes) +
                ". Create it there (Stores > Inventory > Sources), or map the warehouse to one of "
                "these in [warehouse_sources] of config.ini"
          : "the store has no multi source inventory, so its only source is \"default\". Map the "
            "warehouse to it in [warehouse_sources] of config.ini";
  return said;
}

request modules_request() {
  request ask;
  ask.method = "GET";
  ask.path = "/V1/modules";
  ask.only_reads = true;
  return ask;
}

/// Empty when the answer is not a list of modules.
std::optional<bool> has_inventory_module(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::array modules;
  if (parser.parse(reply.body).get(modules) != simdjson::SUCCESS) return std::nullopt;
  return std::any_of(modules.begin(), modules.end(), [](simdjson::dom::element each) {
    std::string_view name;
    return each.get(name) == simdjson::SUCCESS && name == "Magento_InventoryApi";
  });
}

class sources_stage final : public stock_stage {
 public:
  explicit sources_stage(stock_memory& memory) : memory_{memory} {}

  std::optional<request> next(stock_batch& batch) override {
    if (is_known_) return std::nullopt;
    if (asks_modules_) return modules_request();
    if (page_ == 0) {
      const auto remembered = memory_.sources();
      if (remembered && has_all(batch, *remembered)) {
        settle(batch, *remembered);
        return std::nullopt;
      }
      page_ = 1;
    }
    return sources_request(page_);
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    if (asks_modules_) return take_modules(batch, reply);
    if (lacks_route(reply)) {
      // A store in the middle of a deployment answers this too: the list of its modules decides.
      asks_modules_ = true;
      return std::nullopt;
    }
    const auto page = read_sources(reply);
    if (!page) return failed(reply);
    for (const auto& code : page->codes) {
      const auto folded = fold_key(code);
      found_.codes.insert(folded);
      found_.spelt.insert_or_assign(folded, code);
    }
    seen_ += page->codes.size();
    ++page_;
    if (page->codes.empty() || seen_ >= page->total) learn(batch, found_);
    return std::nullopt;
  }

 private:
  static bool has_all(const stock_batch& batch, const store_sources& sources) {
    return std::all_of(batch.rows.begin(), batch.rows.end(), [&](const auto& row) {
      return !row.open() || sources.codes.contains(row.folded_source);
    });
  }

  /// No record was named, so a refusal here concerns the whole lane: splitting would not help.
  static batch_outcome failed(const answer& reply) {
    auto outcome = judge_look_up("sources", reply);
    if (outcome.verdict == batch_verdict::refused) outcome.verdict = batch_verdict::unavailable;
    return outcome;
  }

  std::optional<batch_outcome> take_modules(stock_batch& batch, const answer& reply) {
    const auto has = has_inventory_module(reply);
    if (!has) return failed(reply);
    if (*has) {
      batch_outcome away;
      away.verdict = batch_verdict::unavailable;
      away.status = 404;
      away.message = "sources: the store has multi source inventory, but no route to it now";
      return away;
    }
    learn(batch, {.msi = false, .codes = {"default"}, .spelt = {}});
    return std::nullopt;
  }

  void learn(stock_batch& batch, store_sources found) {
    memory_.learn_sources(found);
    settle(batch, std::move(found));
  }

  void settle(stock_batch& batch, store_sources found) {
    is_known_ = true;
    batch.sources = std::move(found);
    for (auto& row : batch.rows) {
      if (row.open() && !batch.sources.codes.contains(row.folded_source))
        row.outcome = no_such_source(row, batch.sources);
      if (const auto spelt = batch.sources.spelt.find(row.folded_source);
          spelt != batch.sources.spelt.end())
        row.source = spelt->second;
    }
  }

  stock_memory& memory_;
  bool is_known_ = false;
  bool asks_modules_ = false;
  std::size_t page_ = 0;  ///< to be requested; 0: none requested yet
  std::size_t seen_ = 0;
  store_sources found_;
};

}  // namespace

request sources_request(std::size_t page) {
  return search_path{"/V1/inventory/sources"}
      .page(largest_page, page)
      .fields("items[source_code],total_count")
      .take();
}

std::optional<sources_page> read_sources(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS) return std::nullopt;
  std::uint64_t total = 0;
  simdjson::dom::array items;
  if (root["total_count"].get(total) != simdjson::SUCCESS) return std::nullopt;
  sources_page page;
  page.total = total;
  // `fields=` turns an empty list into null (REST.md 4.1).
  if (root["items"].get(items) != simdjson::SUCCESS)
    return total == 0 ? std::optional{page} : std::nullopt;
  for (const auto item : items) {
    std::string_view code;
    if (item["source_code"].get(code) != simdjson::SUCCESS) return std::nullopt;
    page.codes.emplace_back(trimmed(code));
  }
  return page;
}

bool lacks_route(const answer& reply) {
  return reply.how == carried::answered && reply.status == 404 &&
         read_error(reply.body).message.find("Request does not match any route") !=
             std::string::npos;
}

std::unique_ptr<stock_stage> find_sources(stock_memory& memory) {
  return std::make_unique<sources_stage>(memory);
}

}  // namespace acumage::magento

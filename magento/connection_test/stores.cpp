// The part of the connection test that checks sources, websites and store views.
#include "magento/connection_test/parts.hpp"
#include "magento/connection_test/store_lists.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <map>

namespace acumage::magento {

namespace {

constexpr std::string_view stores_permission = "Magento_Backend::store";

/// "default, wh_east": at most 20, to keep it on one line.
template <class Items, class Name>
std::string listed(const Items& items, Name name_of) {
  constexpr std::size_t most_shown = 20;
  std::string text;
  std::size_t shown = 0;
  for (const auto& each : items) {
    if (shown++ == most_shown)
      return text + " and " + std::to_string(items.size() - most_shown) + " more";
    text += (text.empty() ? "" : ", ") + name_of(each);
  }
  return text.empty() ? "none" : text;
}

void check_legacy_sources(examination& test) {
  for (const auto& [code, where] : test.ask().sources) {
    const auto name = "source " + code;
    if (fold_key(code) == "default")
      test.pass(name, "the store's only one: it has no multi source inventory (" + where + ")");
    else
      test.fail(name, "the store has no multi source inventory (" + where + ")",
                "Its only source is \"default\": name that one.");
  }
}

void check_source(examination& test, const std::string& code, const std::string& where,
                  const std::map<std::string, source_state>& has) {
  const auto name = "source " + code;
  const auto found = has.find(fold_key(code));
  if (found == has.end())
    test.fail(name,
              "the store does not have it (" + where + "); it has " +
                  listed(has, [](const auto& each) { return each.second.code; }),
              "Create it under Stores > Inventory > Sources and assign it to a stock (Stores > "
              "Inventory > Stocks), or name one of the store's.");
  else if (!found->second.enabled)
    test.fail(name, "switched off in the store, so nothing of it is sold (" + where + ")",
              "Switch it on under Stores > Inventory > Sources (Is Enabled), or name another.");
  else
    test.pass(name, "in the store, switched on (" + where + ")");
}

void check_websites(examination& test) {
  if (test.ask().websites.empty()) return;
  const auto reply = test.look_up("/V1/store/websites");
  if (!test.given("websites", reply, stores_permission)) return;
  const auto names = read_websites(reply);
  if (!names) {
    test.untested("websites", reply);
    return;
  }
  for (const auto& [id, where] : test.ask().websites) {
    const auto name = "website " + std::to_string(id);
    const auto found = names->find(id);
    if (found != names->end() && id != 0)
      test.pass(name, found->second + " (" + where + ")");
    else
      test.fail(name,
                "the store does not have it (" + where + "); it has " +
                    listed(*names,
                           [](const auto& each) {
                             return std::to_string(each.first) + " " + each.second;
                           }),
                "Set " + where +
                    " to the id of one of these (Stores > All Stores; the id stands "
                    "in the address of its page).");
  }
}

std::string words(const store_view& view) {
  return view.name + ", code " + view.code + ", of website " + std::to_string(view.website_id) +
         (view.active ? "" : ", switched off");
}

std::string ids_of(const std::vector<store_view>& views) {
  return listed(views, [](const auto& each) { return std::to_string(each.id) + " " + each.name; });
}

/// The store's currencies: reported for the store view in which orders are created.
std::string currency_of(examination& test, int view) {
  const auto currencies = read_currencies(test.look_up("/V1/store/storeConfigs"));
  if (!currencies) return {};
  const auto found = currencies->find(view);
  return found == currencies->end() ? std::string{} : ", in " + found->second;
}

void check_store_view(examination& test, int id, const std::string& where,
                      const std::vector<store_view>& views) {
  const auto name = "store view " + std::to_string(id);
  const auto found = std::find_if(views.begin(), views.end(),
                                  [&](const store_view& each) { return each.id == id; });
  if (found == views.end())
    test.fail(name, "the store does not have it (" + where + "); it has " + ids_of(views),
              "Set " + where +
                  " to the id of one of these (Stores > All Stores; its page has the "
                  "id in its address).");
  else
    test.pass(name, words(*found) + (test.ask().also.create_orders ? currency_of(test, id) : "") +
                        " (" + where + ")");
}

/// The first request showed that the store knows the code; this reports which store view it is.
void tell_store_code(examination& test, const std::vector<store_view>& views) {
  const auto& code = test.ask().store_code;
  const auto found = std::find_if(views.begin(), views.end(),
                                  [&](const store_view& each) { return each.code == code; });
  if (found == views.end())
    test.fail("store code",
              "\"" + code + "\" is none of its store views; it has " +
                  listed(views, [](const auto& each) { return each.code; }),
              "Set connection.store_code to \"all\" or to the code of a store view (Stores > All "
              "Stores).");
  else
    test.pass("store code", "store view " + std::to_string(found->id) + ": " + words(*found));
}

void check_store_views(examination& test) {
  const auto& ask = test.ask();
  const bool scoped = ask.store_code != "all";
  if (ask.store_views.empty() && !scoped) return;
  const auto reply = test.look_up("/V1/store/storeViews");
  if (ask.store_views.empty() && reply.how == carried::answered && reply.status == 401) {
    test.pass("store code", "\"" + ask.store_code +
                                "\" is known; which store view that is may not "
                                "be read");
    return;
  }
  if (!test.given("store views", reply, stores_permission)) return;
  const auto views = read_store_views(reply);
  if (!views) {
    test.untested("store views", reply);
    return;
  }
  if (scoped) tell_store_code(test, *views);
  for (const auto& [id, where] : ask.store_views) check_store_view(test, id, where, *views);
}

}  // namespace

void check_sources(examination& test, stock_model stock) {
  if (test.ask().sources.empty()) return;
  if (stock == stock_model::legacy) {
    check_legacy_sources(test);
    return;
  }
  std::map<std::string, source_state> has;
  const auto read = [&](const answer& reply) -> std::optional<page_count> {
    auto page = read_source_states(reply);
    if (!page) return std::nullopt;
    const page_count count{page->items.size(), page->total};
    for (auto& each : page->items) has.insert_or_assign(fold_key(trimmed(each.code)), each);
    return count;
  };
  if (!test.given_all("sources", "/V1/inventory/sources", "items[source_code,enabled],total_count",
                      "Magento_InventoryApi::source", read))
    return;
  for (const auto& [code, where] : test.ask().sources) check_source(test, code, where, has);
}

void check_stores(examination& test) {
  check_websites(test);
  check_store_views(test);
}

}  // namespace acumage::magento

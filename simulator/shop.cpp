#include "simulator/shop.hpp"

#include "simulator/control.hpp"
#include "simulator/errors.hpp"
#include "simulator/fields.hpp"
#include "simulator/http/pages.hpp"
#include "simulator/http/url.hpp"
#include "simulator/search.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace acumage::simulator {
namespace {

/// Can the store write what the client asks for? Only JSON is offered here; Magento has XML, too.
bool can_render(std::string_view accept) {
  return accept.empty() || accept.find("application/json") != std::string_view::npos ||
         accept.find("*/*") != std::string_view::npos ||
         accept.find("application/*") != std::string_view::npos;
}

/// The token of "Bearer <token>": exactly one blank, any case of the scheme (REST.md 1.2).
std::string_view bearer_token(std::string_view header) {
  while (header.ends_with(' ')) header.remove_suffix(1);
  constexpr std::string_view scheme = "bearer ";
  if (header.size() <= scheme.size() || header.find(' ', scheme.size()) != std::string_view::npos)
    return {};
  const bool is_bearer = std::equal(scheme.begin(), scheme.end(), header.begin(),
                                    [](char wanted, char c) { return wanted == (c | 0x20); });
  return is_bearer ? header.substr(scheme.size()) : std::string_view{};
}

bool works_on_request(fault_answer what) {
  switch (what) {
    case fault_answer::as_usual:
    case fault_answer::half:
    case fault_answer::drip:
    case fault_answer::too_many_items:
    case fault_answer::too_large:
    case fault_answer::locked: return true;
    default: return false;
  }
}

/// A copy that outlives the exchange.
class kept_request {
 public:
  explicit kept_request(const request& what)
      : method_{what.method},
        target_{what.target},
        body_{what.body},
        content_type_{what.content_type},
        accept_{what.accept},
        authorization_{what.authorization},
        host_{what.host},
        content_encoded_{what.content_encoded} {}

  request view() const {
    return {method_,        target_,          body_, content_type_, accept_,
            authorization_, content_encoded_, host_};
  }

 private:
  std::string method_, target_, body_, content_type_, accept_, authorization_, host_;
  bool content_encoded_;
};

void shape(const fault& by, wire_plan& plan) {
  switch (by.answer) {
    case fault_answer::half:
      plan.how = wire_plan::ending::half;
      plan.closes = true;
      return;
    case fault_answer::drip:
      plan.how = wire_plan::ending::dripped;
      plan.drip_bytes = std::max<std::size_t>(by.limit, 1);
      plan.drip_pause = by.latency;
      return;
    case fault_answer::reset:
      plan.how = wire_plan::ending::reset;
      plan.closes = true;
      return;
    default: return;
  }
}

void become_commerce(store_options& options) {
  options.version = "Magento/2.4 (Enterprise)";
  for (const auto* name : {"Magento_Enterprise", "Magento_CustomerCustomAttributes"})
    if (std::find(options.modules.begin(), options.modules.end(), name) == options.modules.end())
      options.modules.emplace_back(name);
}

}  // namespace

shop::shop(store_options with)
    : options{std::move(with)},
      stock{options.sources},
      goods{stocked(std::move(options.products)), options.websites, options.groups, options.views},
      accounts{options.customers, options.customer_groups},
      seen{options.log_limit},
      page_limit{options.max_page_size},
      routes_{options.multi_source} {
  if (options.keep_history) {
    goods.keep_history();
    stock.keep_history();
  }
  if (!options.customer_attributes.empty()) become_commerce(options);
  if (!options.multi_source) {
    std::erase_if(options.modules,
                  [](const auto& name) { return name.starts_with("Magento_Inventory"); });
  }
  for (const auto& one : options.orders) add_order(one);
}

void shop::stock_up(const product& what) {
  if (what.quantity) set_quantity(what.sku, default_source, *what.quantity);
  if (what.rules != stock_rules{}) stock.set_rules(what.sku, what.rules);
}

std::vector<product> shop::stocked(std::vector<product> all) {
  for (const auto& one : all) stock_up(one);
  return all;
}

void shop::add_product(product what) {
  stock_up(what);
  goods.add(std::move(what));
}

bool shop::set_quantity(std::string_view sku, std::string_view source_code, double quantity) {
  return stock.set(sku, source_code, quantity, quantity > 0 ? 1 : 0);
}

void shop::set_backorders(std::string_view sku, int backorders) {
  stock_rules rules = stock.rules_of(sku);
  rules.backorders = {backorders, false};
  stock.set_rules(sku, rules);
}

std::int64_t shop::add_order(order_draft what) {
  for (auto& line : what.lines) {
    const auto card = goods.card_of(line.sku);
    if (!card) continue;
    if (line.product_id == 0) line.product_id = static_cast<std::int64_t>(card->number);
    if (!line.ships_separately) line.ships_separately = card->ships_separately;
    if (!line.priced_by_part) line.priced_by_part = card->type == product_type::bundle_dynamic;
    if (!line.product_type.empty()) continue;
    line.product_type =
        card->type == product_type::bundle_dynamic ? "bundle" : to_string(card->type);
  }
  return sold.place(std::move(what));
}

bool shop::allows(std::string_view authorization, std::string_view resource) const {
  const auto token = bearer_token(authorization);
  if (token.empty() || !bearer_allowed) return false;
  if (token == options.token) return true;
  const auto limited = std::find_if(options.limited_tokens.begin(), options.limited_tokens.end(),
                                    [&](const auto& one) { return one.token == token; });
  if (limited == options.limited_tokens.end()) return false;
  const auto& permissions = limited->permissions;
  return resource == "Magento_Backend::admin" ||
         std::find(permissions.begin(), permissions.end(), resource) != permissions.end();
}

answer shop::serve(const request& what, wire_plan& plan) {
  if (what.path().starts_with("/simulator/")) return answer_control(*this, what, plan);
  if (options.on_request) options.on_request(what);
  const auto number = seen.arrived();
  const auto struck = faults.strike(what);
  answer made = struck ? serve_struck(*struck, what, plan) : usual(what, 0);
  logged_request line{.number = number, .rows = made.rows};
  line.status = plan.how == wire_plan::ending::reset ? 0 : made.status;
  if (seen.keeps_log()) {
    line.method = what.method;
    line.path = what.path();
    line.at = std::chrono::system_clock::now();
  }
  seen.answered(std::move(line));
  return made;
}

answer shop::serve_struck(const armed_fault& by, const request& what, wire_plan& plan) {
  seen.faulted();
  const fault& how = by.what;
  shape(how, plan);
  if (how.answer == fault_answer::locked) {
    if (!faults.wait_until_cleared(by.id, how.latency)) return save_failure(what);
    return usual(what, 0);
  }
  if (how.answer != fault_answer::drip && !stopping.pause(how.latency)) plan.closes = true;
  if (how.answer == fault_answer::too_large && what.body.size() > how.limit) {
    plan.closes = true;
    return gateway_page(413);
  }
  if (works_on_request(how.answer))
    return usual(what, how.answer == fault_answer::too_many_items ? how.limit : 0);

  answer applied;
  if (how.effect == fault_effect::applied) applied = usual(what, 0);
  if (how.effect == fault_effect::late) {
    plan.closes = true;
    plan.afterwards = [this, kept = std::make_shared<const kept_request>(what),
                       late_by = how.late_by] {
      if (stopping.pause(late_by)) static_cast<void>(usual(kept->view(), 0));
    };
  }
  answer made = overridden(how, what);
  made.rows = applied.rows;
  return made;
}

answer shop::overridden(const fault& by, const request& what) {
  switch (by.answer) {
    case fault_answer::internal_error: return internal_error(reports++);
    case fault_answer::fatal_error: return fatal_error();
    case fault_answer::database_down: return database_down_page();
    case fault_answer::bad_gateway: return gateway_page(502);
    case fault_answer::unavailable: return gateway_page(503);
    case fault_answer::gateway_timeout: return gateway_page(504);
    case fault_answer::maintenance: return maintenance_page();
    case fault_answer::save_failed: return save_failure(what);
    case fault_answer::validation_failed:
      return validation_failed({{"\"%field\" can not contain leading or trailing spaces.", "sku"}});
    case fault_answer::unauthorized: {
      const auto found = routes_.find(what, goods);
      const auto* match = std::get_if<matched_route>(&found);
      if (match != nullptr && match->to->resource == anonymous) {
        request guest = what;  // a refused credential is a guest's
        guest.authorization = {};
        return usual(guest, 0);
      }
      return not_authorized(match == nullptr ? "Magento_Backend::admin" : match->to->resource);
    }
    case fault_answer::too_many_requests: {
      answer made = too_many_requests();
      if (by.retry_after)
        made.headers.emplace_back("Retry-After", std::to_string(by.retry_after->count()));
      return made;
    }
    default: return {};  // a reset has no answer
  }
}

answer shop::save_failure(const request& what) const {
  const auto found = routes_.find(what, goods);
  const auto* match = std::get_if<matched_route>(&found);
  return refusal(400, match == nullptr ? route{}.save_failure : match->to->save_failure);
}

answer shop::usual(const request& what, std::size_t array_limit) {
  auto found = routes_.find(what, goods);
  if (std::holds_alternative<version_question>(found))
    return {.body = options.version, .content_type = html_type};
  if (auto* refused = std::get_if<answer>(&found)) {
    const bool is_page = refused->content_type == html_type;
    return is_page || can_render(what.accept) ? std::move(*refused) : cannot_render_page();
  }
  if (!can_render(what.accept)) return cannot_render_page();
  auto& match = std::get<matched_route>(found);
  if (claims_signature(what.authorization)) {
    if (auto refused = signatures.refuse(what)) return std::move(*refused);
  } else if (match.to->resource != anonymous && !allows(what.authorization, match.to->resource)) {
    return not_authorized(match.to->resource);
  }
  if (auto refused = refuse_page(what, page_limit)) return std::move(*refused);
  answer made = match.to->handle(*this, {what, std::move(match.parameters), array_limit});
  if (made.status == 200 && what.target.find("fields=") != std::string_view::npos) {
    for (const auto& [name, value] : query_parameters(what.target))
      if (name == "fields") made.body = only_fields(made.body, value);
  }
  return made;
}

}  // namespace acumage::simulator

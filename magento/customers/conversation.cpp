#include "magento/customers/conversation.hpp"

#include "magento/customers/link.hpp"
#include "magento/customers/records.hpp"
#include "magento/customers/request.hpp"
#include "magento/customers/value.hpp"
#include "magento/permission_probes.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using policy::customer_record;

constexpr std::string_view link_kind = "customer";
constexpr std::string_view sent_kind = "customer address";  // the value that last sent a new one
constexpr std::string_view tried_kind =
    "customer tried";  // the e-mail that last created an account
constexpr std::string_view shared_kind = "customer shared";  // "31 1": account 31 serves website 1
constexpr std::size_t most_accounts = 20;                    // with one e-mail: one per website

request account_request(std::string method, std::int64_t id) {
  request ask;
  ask.only_reads = method == "GET";
  ask.method = std::move(method);
  ask.path = "/V1/customers/" + std::to_string(id);  // a text would create an account, T:589
  return ask;
}

request search_request(const std::string& email, std::optional<int> website) {
  search_path path{"/V1/customers/search"};
  path.group().filter("email", "eq", email);
  if (website) path.group().filter("website_id", "eq", std::to_string(*website));
  return path.page(most_accounts).take();
}

bool says(const answer& reply, std::string_view words) {
  return reply.how == carried::answered && reply.status >= 400 &&
         read_error(reply.body).message.find(words) != std::string::npos;
}

bool is_duplicate(const answer& reply) { return says(reply, "same email address already exists"); }

/// Any 404 in Magento's own grammar that is not about the route.
bool is_unknown(const answer& reply) {
  return reply.how == carried::answered && reply.status == 404 &&
         judge(reply).verdict == batch_verdict::refused;
}

void add_remark(std::string& to, const std::string& words) {
  if (!words.empty()) to += (to.empty() ? "" : "; ") + words;
}

class customer_conversation final : public conversation {
 public:
  customer_conversation(const delivery& what, customer_record record, store_links& links,
                        customer_facts& facts)
      : key_{what.key},
        value_{what.value},
        record_{std::move(record)},
        links_{links},
        facts_{facts} {
    if (const auto text = links_.find(link_kind, key_)) link_ = read_customer_link(*text);
  }

  step advance(const answer* last) override {
    if (last == nullptr) return begin();
    status_ = last->status;
    switch (at_) {
      case stage::attributes: return read_codes(*last);
      case stage::regions: return read_country(*last);
      case stage::by_link: return read_linked(*last);
      case stage::by_tried_email:
      case stage::by_email:
      case stage::by_email_anywhere: return read_found(*last);
      case stage::create: return read_created(*last);
      case stage::update: return read_updated(*last);
    }
    throw std::logic_error{"customer: no such stage"};
  }

 private:
  enum class stage : std::uint8_t {
    attributes,
    regions,
    by_link,
    by_tried_email,
    by_email,
    by_email_anywhere,
    create,
    update
  };

  step begin() {
    if (!record_.missing.empty()) return end(row_verdict::unknown_record, record_.missing);
    if (record_.attributes.empty()) return find_region();
    std::set<std::string> wanted;
    for (const auto& each : record_.attributes) wanted.insert(each.first);
    const auto known = facts_.attributes.with(wanted);
    return known ? keep_known(*known) : ask(stage::attributes, attributes_request());
  }

  step read_codes(const answer& reply) {
    const auto codes = read_known_attributes(reply);
    if (!codes) return judged(judge_look_up("customer attributes", reply));
    facts_.attributes.learn(*codes);
    return keep_known(*codes);
  }

  step keep_known(const std::set<std::string>& codes) {
    std::erase_if(record_.attributes, [&](const auto& each) {
      if (codes.contains(each.first)) return false;
      links_.warn_once("the store has no customer attribute " + each.first +
                       ": its values are not sent; expected it there, or not in "
                       "[customer_attributes]");
      return true;
    });
    return find_region();
  }

  step find_region() {
    if (!record_.address || record_.address->state.value_or("").empty()) return find_account();
    if (const auto known = facts_.regions.of(record_.address->country)) return take_region(*known);
    return ask(stage::regions, regions_request(record_.address->country));
  }

  step read_country(const answer& reply) {
    auto found = read_regions(reply);
    if (!found) return judged(judge_look_up("regions of " + record_.address->country, reply));
    facts_.regions.learn(record_.address->country, *found);
    return take_region(*found);
  }

  step take_region(const std::vector<store_region>& regions) {
    auto& address = *record_.address;
    address.region_id = region_id_of(regions, *address.state);
    add_remark(record_.remark, region_remark(regions, *address.state, address.country));
    return find_account();
  }

  step find_account() {
    if (link_.account != 0) return ask(stage::by_link, account_request("GET", link_.account));
    // A request without an answer may have created an account with an e-mail that has changed since.
    const auto tried = links_.find(tried_kind, key_);
    const bool other = tried && fold_key(*tried) != fold_key(record_.email);
    return other ? search(stage::by_tried_email, *tried) : search(stage::by_email, record_.email);
  }

  step search(stage how, std::string email) {
    searched_ = std::move(email);
    const bool anywhere = how == stage::by_email_anywhere;
    return ask(how, search_request(searched_,
                                   anywhere ? std::nullopt : std::optional{record_.website_id}));
  }

  std::string sharing(std::int64_t account) const {
    return std::to_string(account) + ' ' + std::to_string(record_.website_id);
  }

  /// An account of another website is not the configured one, unless the store has reported that
  /// the websites share it.
  step read_linked(const answer& reply) {
    auto found = read_customer(reply);
    if (found && (found->website_id == record_.website_id ||
                  links_.find(shared_kind, key_) == sharing(found->id))) {
      linked_ = true;
      return update(std::move(*found));
    }
    if (!found && !is_unknown(reply)) return judged(judge_look_up("the customer", reply));
    link_ = {};
    return search(stage::by_email, record_.email);
  }

  step read_found(const answer& reply) {
    const auto found = read_customers(reply);
    if (!found) return judged(judge_look_up("the customer's e-mail", reply));
    // The database finds more than was requested: it ignores accents.
    const stored_customer* best = nullptr;
    for (const auto& each : *found) {
      if (fold_key(each.email) != fold_key(searched_)) continue;
      if (best == nullptr || each.website_id == record_.website_id) best = &each;
    }
    if (best != nullptr) {
      if (best->website_id != record_.website_id) links_.keep(shared_kind, key_, sharing(best->id));
      return update(*best);
    }
    if (at_ == stage::by_tried_email) return search(stage::by_email, record_.email);
    if (at_ == stage::by_email) return create();
    return refused(
        letter_class::conflict,
        "the store says that an account with this e-mail exists, and finds none; " + record_.email);
  }

  step create() {
    request write;
    write.path = "/V1/customers";
    write.body = create_customer_body(record_);
    links_.keep(tried_kind, key_, record_.email);
    if (record_.address) links_.keep(sent_kind, key_, value_);
    return ask(stage::create, std::move(write));
  }

  step read_created(const answer& reply) {
    if (is_duplicate(reply)) return search(stage::by_email_anywhere, record_.email);
    auto made = read_customer(reply);
    if (!made) return failed(reply);
    plan_ = {record_.address ? address_plan::step::add : address_plan::step::none, 0};
    before_ = {};
    learn(*made);
    if (made->group == record_.group) return delivered(*made);
    // The route needs no permission, and drops the group if the caller may not set it (T:574). A
    // subsequent update sets it, or reports what is wrong with the credential.
    return update(std::move(*made));
  }

  step update(stored_customer stored) {
    before_ = std::move(stored);
    link_.account = before_.id;
    own_address own{link_.address, std::nullopt};
    if (const auto sent = links_.find(sent_kind, key_)) own.sent = read_customer_value(*sent);
    plan_ = plan_address(record_, before_, own);
    auto body = update_customer_body(record_, before_, plan_);
    if (!body) {
      learn(before_);
      return delivered(before_);
    }
    auto write = account_request("PUT", before_.id);
    write.body = std::move(*body);
    if (plan_.what == address_plan::step::add) links_.keep(sent_kind, key_, value_);
    return ask(stage::update, std::move(write));
  }

  step read_updated(const answer& reply) {
    if (const auto now = read_customer(reply)) {
      learn(*now);
      return delivered(*now);
    }
    if (is_duplicate(reply))
      return refused(letter_class::conflict,
                     record_.email +
                         " belongs to another account of the store; this customer has "
                         "account " +
                         std::to_string(before_.id) + (linked_ ? ", linked to it before" : "") +
                         "; expected one account for both, or another e-mail");
    // Deleted, or its addresses changed, since it was read.
    if (is_unknown(reply) || says(reply, "value is invalid. Set the correct value"))
      return end(row_verdict::failed, judge(reply).message);
    return failed(reply);
  }

  /// A refused write. Settings that name what the store lacks are not an error of the data.
  step failed(const answer& reply) {
    if (says(reply, "customer group id does not exist"))
      return refused(letter_class::unmapped,
                     judge(reply).message + "; group " + std::to_string(record_.group) +
                         "; expected a group of Customers > Customer Groups in [customer_groups] "
                         "and customer_sync.default_group");
    if (reply.status == 404 && says(reply, "website"))
      return refused(
          letter_class::unmapped,
          judge(reply).message + "; expected a website of the store in customer_sync.website_id");
    return judged(judge(reply));
  }

  /// Remembers the account and the address.
  void learn(const stored_customer& now) {
    const auto own = own_address_in(now, record_, before_, plan_);
    if (own > 0) link_.address = own;
    link_.account = now.id;
    auto text = write_customer_link(link_);
    if (links_.find(link_kind, key_) != text) links_.keep(link_kind, key_, text);
  }

  step delivered(const stored_customer& now) {
    auto remark = record_.remark;
    if (now.group != record_.group)
      add_remark(remark, "the store keeps group " + std::to_string(now.group) + " instead of " +
                             std::to_string(record_.group));
    if (record_.address && own_address_in(now, record_, before_, plan_) == 0)
      add_remark(remark, before_.id > 0 && !before_.shows_addresses
                             ? "the store does not show the account's addresses, so none was sent"
                             : "the store has dropped the address; its country may not be allowed");
    return end(row_verdict::delivered, std::move(remark));
  }

  step ask(stage at, request what) {
    at_ = at;
    step next;
    next.next = std::move(what);
    return next;
  }

  step judged(batch_outcome outcome) {
    step last;
    last.done = std::move(outcome);
    return last;
  }

  step refused(letter_class reason, std::string message) {
    auto last = end(row_verdict::refused, std::move(message));
    last.done->rows.front().reason = reason;
    return last;
  }

  step end(row_verdict verdict, std::string message) {
    step last;
    last.done.emplace();
    last.done->status = status_;
    row_outcome row;
    row.verdict = verdict;
    row.message = std::move(message);
    last.done->rows.push_back(std::move(row));
    return last;
  }

  std::string key_;
  std::string value_;
  customer_record record_;
  store_links& links_;
  customer_facts& facts_;
  customer_link link_;
  bool linked_ = false;  // the link led to the account
  stage at_ = stage::by_link;
  std::string searched_;  // the e-mail
  int status_ = 0;
  stored_customer before_;  // as read before the last write
  address_plan plan_;
};

}  // namespace

std::unique_ptr<conversation> send_customer(const std::vector<delivery>& rows, store_links& links,
                                            customer_facts& facts) {
  assert(rows.size() == 1);  // documents leave one by one
  auto record = read_customer_value(rows.front().value);
  if (!record) throw std::runtime_error{"customer: not the value of a customer"};
  return std::make_unique<customer_conversation>(rows.front(), std::move(*record), links, facts);
}

std::string render_customer(const delivery& what) {
  const auto record = read_customer_value(what.value);
  return record && record->missing.empty() ? create_customer_body(*record) : std::string{};
}

std::vector<request> customer_probes() {
  std::vector<request> all;
  for (auto& probe : permission_probes(entity::customer, stock_model::multi_source))
    all.push_back(std::move(probe.ask));
  return all;
}

bool customer_probe_passed(const answer& reply) {
  return healthy(reply) || judge(reply).verdict == batch_verdict::refused;
}

}  // namespace acumage::magento

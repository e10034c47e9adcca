#include "policy/reconciliation.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <array>

namespace acumage::policy {

namespace {

constexpr std::array<std::string_view, sync_class_count> names{
    "agree",       "in_flight",        "lost_push",     "store_edited", "both",
    "dead_letter", "unknown_in_store", "absent_in_erp", "not_mapped",   "unreadable"};

using value = std::optional<std::string>;

/// What the comparison needs of the values, each relation evaluated once.
struct relations {
  explicit relations(const compared& of)
      : known{of.waits ? of.waits : of.node},
        wanted{of.erp_asked    ? of.erp
               : of.waits      ? of.waits
               : of.remembered ? of.remembered
                               : of.node} {
    const auto same = [&](const value& left, const value& right) {
      return left && right && same_value(of.entity, *left, *right);
    };
    store_has_wanted = same(wanted, of.store);
    store_has_known = same(known, of.store);
    known_is_wanted = same(known, wanted);
    wanted_waits = same(wanted, of.waits);
    wanted_remembered = same(wanted, of.remembered);
    store_has_wanted = store_has_wanted || of.erp_suffices;
    if (!of.store_suffices) return;
    store_has_wanted = store_has_wanted || wanted_remembered;
    store_has_known = store_has_known || same(known, of.remembered);
  }

  const value& known;  ///< the newest that the node has
  const value& wanted;
  bool store_has_wanted = false;
  bool store_has_known = false;
  bool known_is_wanted = false;
  bool wanted_waits = false;
  bool wanted_remembered = false;
};

sync_class class_of(const compared& of, const relations& are) {
  if (of.unreadable) return sync_class::unreadable;
  if (of.not_mapped) return sync_class::not_mapped;
  if (of.erp_asked && !of.erp) {
    if (of.waits && !are.store_has_known) return sync_class::in_flight;
    return of.node || of.waits || of.store ? sync_class::absent_in_erp : sync_class::agree;
  }
  if (!are.wanted) return of.dead_letter != 0 ? sync_class::dead_letter : sync_class::unreadable;
  if (!of.store)
    return are.wanted_waits && !of.parked ? sync_class::in_flight : sync_class::unknown_in_store;
  if (are.store_has_wanted) {
    const bool node_is_behind = are.known && !are.known_is_wanted;
    // Nothing is sent that would change the store to another value.
    const bool harmless = !of.waits && are.wanted_remembered;
    return node_is_behind && !harmless ? sync_class::lost_push : sync_class::agree;
  }
  if (are.wanted_waits) return sync_class::in_flight;
  if (of.dead_letter != 0) return sync_class::dead_letter;
  if (are.known_is_wanted) return sync_class::store_edited;
  return !are.known || are.store_has_known ? sync_class::lost_push : sync_class::both;
}

/// As a shell takes it for one word.
std::string shell_word(std::string_view word) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@/:,+=%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
    return std::string{word};
  std::string text{'\''};
  for (const char c : word) text += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return text + '\'';
}

class remedies {
 public:
  explicit remedies(const compared& of)
      : of_{of}, entity_{to_string(of.entity)}, key_{" --key " + shell_word(of.key)} {}

  std::string republish() const { return "`acumage republish --entity " + entity_ + key_ + '`'; }
  std::string resync() const { return "`acumage resync " + entity_ + key_ + " --force`"; }
  std::string reconcile(std::string_view flags) const {
    return "`acumage reconcile " + entity_ + key_ + std::string{flags} + '`';
  }
  std::string replay() const {
    return "`acumage dead-letters replay --id " + std::to_string(of_.dead_letter) + '`';
  }
  std::string waiting(std::string_view verb) const {
    return "`acumage waiting " + std::string{verb} + " --entity " + entity_ + key_ + '`';
  }
  /// The way to have the wanted value sent at all.
  std::string send() const {
    if (of_.dead_letter != 0) return replay();
    if (of_.waits) return waiting("retry");
    return of_.erp_asked ? resync() : republish();
  }
  std::string because() const { return of_.words.empty() ? std::string{} : of_.words + "; "; }

 private:
  const compared& of_;
  std::string entity_;
  std::string key_;
};

std::string create_there(const compared& of, const remedies& with) {
  const bool document = of.entity == entity::order || of.entity == entity::shipment;
  const std::string missing =
      document ? "the store does not have the order"
               : "the store does not have the SKU, or its type has no such value";
  return (of.words.empty() ? missing : of.words) + ": create it there, then run " + with.send();
}

std::string remedy_of(const compared& of, const relations& are, sync_class what) {
  const remedies with{of};
  switch (what) {
    case sync_class::agree: return {};
    case sync_class::in_flight: return "a newer value is on its way: " + with.waiting("list");
    case sync_class::lost_push:
    case sync_class::both:
      if (are.wanted_remembered)
        return "the node knows the value and has not sent it: run " + with.republish();
      return "the node missed a change of the ERP: run " +
             (what == sync_class::both ? with.resync() : with.reconcile(" --fix node"));
    case sync_class::store_edited:
      return "the value was changed in the store: run " + with.reconcile(" --fix store");
    case sync_class::dead_letter:
      return "the value failed: correct the cause that `acumage dead-letters show " +
             std::to_string(of.dead_letter) + "` names, then run " + with.replay();
    case sync_class::unknown_in_store: return create_there(of, with);
    case sync_class::absent_in_erp:
      return of.entity == entity::inventory
                 ? "the ERP no longer has the record: to send 0, run `acumage resync inventory "
                   "--all --absent zero`"
                 : "the ERP no longer has the record: correct the store manually, then run " +
                       with.reconcile("");
    case sync_class::not_mapped:
      return with.because() + "add it to its map in config.ini, then run " +
             (of.erp_asked ? with.resync() : with.republish());
    case sync_class::unreadable:
      return with.because() + "nothing is proven of this key: read it again with " +
             with.reconcile("");
  }
  return {};
}

std::optional<int> places_of(entity which) {
  if (which == entity::pricing) return 6;    // DECIMAL(20,6), REST.md 2.2
  if (which == entity::inventory) return 4;  // DECIMAL(12,4), REST.md 3.2
  return std::nullopt;
}

}  // namespace

std::string_view to_string(sync_class which) { return names.at(static_cast<std::size_t>(which)); }

std::optional<sync_class> sync_class_from(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<sync_class>(found - names.begin());
}

finding compare(const compared& values) {
  const relations are{values};
  const auto what = class_of(values, are);
  return {what, remedy_of(values, are, what)};
}

bool same_value(entity which, std::string_view left, std::string_view right) {
  if (const auto places = places_of(which)) {
    const auto one = decimal::parse(left);
    const auto other = decimal::parse(right);
    if (one && other) return one->rounded_half_up(*places) == other->rounded_half_up(*places);
  }
  return fold_key(trimmed(left)) == fold_key(trimmed(right));
}

std::string joining_key(entity which, std::string_view key) {
  const auto at = which == entity::inventory || which == entity::shipment ? key.rfind('@')
                                                                          : std::string_view::npos;
  if (at == std::string_view::npos) return fold_key(trimmed(key));
  return fold_key(trimmed(key.substr(0, at))) + '@' + fold_key(trimmed(key.substr(at + 1)));
}

}  // namespace acumage::policy

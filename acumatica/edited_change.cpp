// Compares a change that an operator has edited with the stored one.
#include "acumatica/change_json.hpp"
#include "acumatica/json_token.hpp"
#include "acumatica/json_tree.hpp"
#include "acumatica/row_columns.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <array>
#include <utility>

namespace acumage::acumatica {

namespace {

class edit_reader {
 public:
  edit_reader(const change& kept, bool routed, const field_aliases& aliases)
      : kept_{kept}, routed_{routed}, aliases_{aliases}, made_{kept} {
    made_.inserted.clear();
    made_.deleted.clear();
  }

  result<change> read(std::string_view body) {
    const auto root = tree_.read(body);
    if (!root) return root.problem();
    const auto& object = **root;
    if (object.kind != json_kind::object)
      return tree_.wrong(object,
                         "this is no object; expected the edited \"change\" of a dead letter");
    for (const auto& each : json_children{object})
      if (auto taken = take(each); !taken) return taken.problem();
    if (inserted_ == nullptr && deleted_ == nullptr)
      return tree_.wrong(object, "there is no row; expected inserted, deleted or both");
    if (auto named = take_key(object); !named) return named.problem();
    return std::move(made_);
  }

 private:
  status take(const json_node& member) {
    if (member.name == "inserted") return take_row(member, inserted_, made_.inserted);
    if (member.name == "deleted") return take_row(member, deleted_, made_.deleted);
    if (member.name == "key") {
      key_ = &member;
      return done();
    }
    const std::array<std::pair<std::string_view, std::string>, 6> fixed{
        {{"entity", std::string{to_string(kept_.entity)}},
         {"version", std::to_string(kept_.stamp)},
         {"id", kept_.id},
         {"query", kept_.query},
         {"company", kept_.company},
         {"accepted_at", rfc3339(kept_.accepted_at_us)}}};
    for (const auto& [name, value] : fixed) {
      if (member.name != name) continue;
      if (member.text == value) return done();
      return tree_.wrong(member, std::string{name} + " = " + excerpt(member.text) +
                                     " cannot be edited; expected " + excerpt(value));
    }
    return tree_.wrong(
        member, "member " + excerpt(member.name) +
                    " is unknown; expected inserted, deleted and the members shown with them");
  }

  status take_row(const json_node& member, const json_node*& place, std::string& text) {
    if (member.kind == json_kind::null) return done();
    if (member.kind != json_kind::object)
      return tree_.wrong(
          member, std::string{member.name} + " is no object; expected {\"column\":value, …}");
    if (place != nullptr)
      return tree_.wrong(member, std::string{member.name} + " is given twice; expected once");
    place = &member;
    text = on_one_line(member.raw);
    return done();
  }

  /// The rows determine the key, whatever it was before.
  status take_key(const json_node& object) {
    if (!routed_) return done();
    std::array<std::string, 2> keys;
    for (const auto* const each : {inserted_, deleted_})
      if (each != nullptr)
        keys.at(each == deleted_ ? 1 : 0) = key_in(kept_.entity, *each, aliases_);
    if (inserted_ != nullptr && deleted_ != nullptr && fold_key(keys[0]) != fold_key(keys[1]))
      return tree_.wrong(*inserted_, "the row inserted names " + excerpt(keys[0]) +
                                         ", the row deleted " + excerpt(keys[1]) +
                                         "; expected one record");
    made_.key = inserted_ != nullptr ? keys[0] : keys[1];
    if (made_.key.empty())
      return tree_.wrong(object, "the rows name no record; expected the columns of its key");
    if (key_ == nullptr || key_->text == kept_.key || key_->text == made_.key) return done();
    return tree_.wrong(*key_, "key = " + excerpt(key_->text) + ", but the rows name " +
                                  excerpt(made_.key) + "; expected the same record");
  }

  const change& kept_;
  bool routed_;
  const field_aliases& aliases_;
  change made_;
  json_tree tree_;
  const json_node* inserted_ = nullptr;
  const json_node* deleted_ = nullptr;
  const json_node* key_ = nullptr;
};

}  // namespace

result<change> read_edited(std::string_view body, const change& kept, bool routed,
                           const field_aliases& aliases) {
  if (kept.kind != change_kind::row)
    return error{errc::conflict,
                 "change: the node's own, it has no rows; expected one that a sender gave",
                 {}};
  return edit_reader{kept, routed, aliases}.read(body);
}

}  // namespace acumage::acumatica

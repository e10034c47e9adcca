// The form in which an alert leaves the node.
#pragma once

#include "policy/alert_book.hpp"

#include <cstdint>
#include <string>

namespace acumage::node {

struct alert_sender {
  std::string id;    ///< the same however often the text is posted
  std::string host;  ///< which machine speaks
  std::string version;
};

/// {"id","state":"firing" or "resolved","cause","entity","message","text","since","at","host","version"}; `entity` is
/// null where the node as a whole is meant. `text` is all of it in a sentence, which chat programs show.
std::string alert_json(const policy::alert& what, const alert_sender& from, std::int64_t now_us);

}  // namespace acumage::node

// The JSON text of an alert as the node sends it.
#pragma once

#include "policy/alert_book.hpp"

#include <cstdint>
#include <string>

namespace acumage::node {

struct alert_sender {
  std::string id;    ///< stays the same when the text is posted again
  std::string host;  ///< the machine that the node runs on
  std::string version;
};

/// {"id","state":"firing" or
/// "resolved","cause","entity","message","text","since","at","host","version"}; `entity` is null if
/// the alert is about the whole node. `text` is one sentence with all of this, which chat programs
/// show.
std::string alert_json(const policy::alert& what, const alert_sender& from, std::int64_t now_us);

}  // namespace acumage::node

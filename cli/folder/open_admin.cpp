#include "cli/folder/open_admin.hpp"

#include <utility>

namespace acumage::folder {

namespace {

result<std::unique_ptr<client::admin_access>> open_settings_folder(const error& why_no_node,
                                                                   const settings::settings& with,
                                                                   folder_use use,
                                                                   terminal::terminal& to) {
  auto folder = open_folder(with, use);
  if (!folder)
    return error{folder.problem().code, why_no_node.message + "\n" + folder.problem().message, {}};
  to.err << "no node answers: " << (use == folder_use::look ? "reading" : "changing")
         << " the data folder " << (*folder)->name() << "\n";
  return folder;
}

}  // namespace

result<std::unique_ptr<client::admin_access>> open_admin(const arguments::node_choice& from,
                                                         const settings::settings& with,
                                                         folder_use use, terminal::terminal& to) {
  auto where = client::admin_endpoint(with, from.admin_url, from.token_file);
  // Port 0 names no listener, but the folder may still be used.
  if (!where && from.token_file.empty())
    return open_settings_folder(where.problem(), with, use, to);
  if (!where) return where.problem();
  auto node = client::open_node(std::move(*where));
  if (node) {
    to.err << "asking the node at " << (*node)->name() << "\n";
    return node;
  }
  if (node.problem().code != errc::unavailable || !from.admin_url.empty()) return node.problem();
  return open_settings_folder(node.problem(), with, use, to);
}

}  // namespace acumage::folder

#include "simulator/acumatica/erp.hpp"

#include "simulator/acumatica/errors.hpp"
#include "simulator/acumatica/site.hpp"
#include "simulator/http/front.hpp"
#include "simulator/http/listener.hpp"

#include <utility>

namespace acumage::simulator::acumatica {
namespace {

constexpr std::size_t most_body_bytes = std::size_t{16} << 20;

}  // namespace

struct erp::parts {
  explicit parts(options setup)
      : state{std::move(setup)},
        front{
            {.serve = [this](const request& what,
                             wire_plan& plan) { return state.serve(what, plan); },
             .pause = [this](std::chrono::milliseconds time) { return state.stopping.pause(time); },
             .max_body_bytes = most_body_bytes,
             .refusal = in_between}},
        door{[this](int descriptor) { return front.serve(descriptor); }} {}

  site state;
  http_front front;
  listener door;
};

erp::erp(options setup) : parts_{std::make_unique<parts>(std::move(setup))} {}

erp::~erp() { stop(); }

status erp::start() {
  site& state = parts_->state;
  const auto opened = parts_->door.open(state.setup.port);
  if (!opened) return opened;
  state.base_url = "http://127.0.0.1:" + std::to_string(port());
  state.pushes.start(state.setup.tenant, state.setup.zone);
  parts_->door.start();
  return opened;
}

void erp::stop() {
  parts_->state.stopping.raise();
  parts_->state.queue.stop();
  parts_->state.pushes.stop();
  parts_->door.close();
}

std::uint16_t erp::port() const { return parts_->door.port(); }

std::string erp::url() const {
  return "http://127.0.0.1:" + std::to_string(port()) + '/' + parts_->state.setup.instance;
}

result<std::int64_t> erp::write(entity of, const fields& what, const how& way) {
  return parts_->state.data.write(of, {what}, way);
}

result<std::int64_t> erp::write_all(entity of, const std::vector<fields>& what, const how& way) {
  return parts_->state.data.write(of, what, way);
}

result<std::int64_t> erp::remove(entity of, const fields& key, const how& way) {
  return parts_->state.data.remove(of, {key}, way);
}

void erp::load(const sizes& how_many) { load(how_many, clock().now()); }

void erp::load(const sizes& how_many, moment until) {
  acumatica::load(parts_->state.data, how_many, until);
}

void erp::stamp_rows(entity of, std::size_t count, moment at) {
  parts_->state.data.stamp_rows(of, count, at);
}

std::vector<fields> erp::rows(entity of) const {
  std::vector<fields> found;
  parts_->state.data.read(of, [&](const table& all) {
    found.reserve(all.rows().size());
    for (const auto& [key, one] : all.rows()) found.push_back(fields_of(all.shape(), one));
  });
  return found;
}

std::optional<fields> erp::row(entity of, const fields& key) const {
  std::optional<fields> found;
  parts_->state.data.read(of, [&](const table& all) {
    const schema& shape = all.shape();
    std::string wanted;
    for (std::size_t i = 0; i < shape.key_count; ++i) {
      const auto named = key.find(shape.columns[i].name);
      if (named == key.end() || !named->second) return;
      const auto value = cell_from(shape.columns[i], *named->second);
      if (!value) return;
      append_key(wanted, *value);
    }
    if (const auto* one = all.find(wanted)) found = fields_of(shape, *one);
  });
  return found;
}

erp_clock& erp::clock() { return parts_->state.clock; }

std::uint64_t erp::inject(fault what) { return parts_->state.faults.arm(std::move(what)); }

bool erp::clear_fault(std::uint64_t id) { return parts_->state.faults.clear(id); }

void erp::clear_faults() { parts_->state.faults.clear_all(); }

request_counts erp::count() const { return parts_->state.seen.count(); }

session_counts erp::sessions() const { return parts_->state.sessions.count(); }

licence_counts erp::queue() const { return parts_->state.queue.count(); }

push_counts erp::pushes() const { return parts_->state.pushes.count(); }

bool erp::wait_for(const std::function<bool(const request_counts&)>& reached,
                   std::chrono::milliseconds at_most) const {
  return parts_->state.seen.wait_for(reached, at_most);
}

bool erp::wait_for_pushes(std::chrono::milliseconds at_most) {
  return parts_->state.pushes.wait_until_idle(at_most);
}

void erp::redirect_pushes(push_options to) { parts_->state.pushes.redirect(std::move(to)); }

std::size_t erp::resend_lost() { return parts_->state.pushes.resend_lost(); }

void erp::change_licence(licence_terms terms) { parts_->state.queue.change(terms); }

void erp::end_sessions() { parts_->state.sessions.kill_all(); }

void erp::unlock_account() { parts_->state.sessions.unlock(); }

}  // namespace acumage::simulator::acumatica

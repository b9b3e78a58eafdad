// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What an object costs as there are more of them, and as they are spread over more systems: read
// out of its reply, put into the inventory, put there again with nothing changed, and kept. "100 ×
// 10" are 100 objects of each of 10 systems.
#include "services/inventory/inventory.h"
#include "services/wsman/soapxml.h"
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/sampleobjects.h"

#include <QCoreApplication>

#include <malloc.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int ofReply = 1'000;

class Growth
{
public:
    explicit Growth(const BenchSize &size) : m_size(size) {}

    int run()
    {
        QList<int> objects{1'000}, systems{10};
        if (m_size.small) {
            objects << 3'000;
            systems << 30;
        } else {
            objects << 10'000 << 100'000;
            systems << 100 << 1'000;
        }
        if (m_size.full)
            objects << 1'000'000;
        for (const int count : std::as_const(objects))
            measure(u"%1 × 1"_s.arg(count), count, 1);
        for (const int count : std::as_const(systems))
            measure(u"100 × %1"_s.arg(count), 100, count);
        return m_figures.exitCode();
    }

private:
    // Microseconds and bytes of one object.
    void measure(const QString &name, int count, int systems)
    {
        const double all = double(count) * systems;
        malloc_trim(0);
        const qint64 before = allocatedBytes();
        double reading = 0, placing = 0, again = 0;
        Inventory inventory;
        QList<std::pair<QString, QString>> names;
        for (int system = 0; system < systems; ++system)
            names.append({u"s%1"_s.arg(system), u"system %1"_s.arg(system)});
        inventory.setSystems(names, {});
        QCoreApplication::processEvents();
        qsizetype changes = 0;
        QObject::connect(&inventory, &Inventory::changed, &inventory, [&](const Changes &told) {
            changes += told.added.size() + told.removed.size() + told.updated.size();
        });
        const auto read = [&] {
            QList<CimInstance> objects;
            for (int from = 0; from < count; from += ofReply) {
                const QByteArray reply = Sample::reply(m_request, from,
                                                       std::min(ofReply, count - from));
                reading += computed(1, [&] {
                               const auto answer = readReply(reply, m_request);
                               objects += std::get<Wsman::Items>(answer->body).instances;
                           }).front();
            }
            return objects;
        };
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const auto &each : std::as_const(names)) {
            const QList<CimInstance> objects = read();
            placing += computed(1, [&] {
                           inventory.setObjects(each.first, objects, {}, now);
                           QCoreApplication::processEvents();
                       }).front();
        }
        malloc_trim(0);
        const qint64 kept = allocatedBytes() - before;
        changes = 0;
        for (const auto &each : std::as_const(names)) {
            const QList<CimInstance> objects = read();
            again += computed(1, [&] {
                         inventory.setObjects(each.first, objects, {}, now.addSecs(30));
                         QCoreApplication::processEvents();
                     }).front();
        }
        const auto tell = [&](const QString &what, const QString &unit, double value) {
            // The first row of a kind is what the others are held against.
            QString &first = m_first[what + QString::number(systems > 1)];
            const QString full = u"%1: %2"_s.arg(name, what);
            m_figures.tell(full, unit, value,
                           first.isEmpty() ? QList<Reach>() : QList{against(first, 1.2)});
            if (first.isEmpty())
                first = full;
        };
        tell(u"read"_s, u"µs"_s, reading * 500 / all); // twice
        tell(u"into the inventory"_s, u"µs"_s, placing * 1000 / all);
        tell(u"the same again"_s, u"µs"_s, again * 1000 / all);
        tell(u"kept"_s, u"bytes"_s, double(kept) / all);
        m_figures.must(name + u": nothing is said to have changed"_s, changes == 0);
        qsizetype there = 0;
        for (const auto &each : std::as_const(names))
            there += inventory.objects(each.first, QString(Sample::className)).size();
        m_figures.must(name + u": each is there once"_s, double(there) == all);
    }

    const BenchSize m_size;
    Figures m_figures{u"growth"_s};
    const Envelope m_request = Sample::request();
    QHash<QString, QString> m_first;
};
} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    return Growth(benchSize(QCoreApplication::arguments())).run();
}

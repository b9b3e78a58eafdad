// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How fast a reply of 1,000 pools with 20 properties each becomes values, beside others who read
// the same octets, and what one of these pools costs in memory as long as it is kept.
#include "services/inventory/inventory.h"
#include "services/wsman/soapxml.h"
#include "tests/bench/parts/figures.h"
#include "tests/bench/parts/references.h"
#include "tests/bench/parts/sampleobjects.h"

#include <QCoreApplication>

#include <cstring>
#include <malloc.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int count = 1'000; // of a reply
const QString systemId = u"far"_s;

class Codec
{
public:
    explicit Codec(const BenchSize &size) : m_size(size) {}

    int run()
    {
        decode();
        encode();
        memory();
        growth();
        return m_figures.exitCode();
    }

private:
    Figure figure(const QString &name, std::vector<double> samples,
                  const QList<Reach> &reaches = {}) const
    {
        return {.name = name,
                .unit = u"ms"_s,
                .samples = std::move(samples),
                .bytes = double(m_reply.size()),
                .reaches = reaches};
    }

    qsizetype read() const
    {
        const auto read = readReply(m_reply, m_request);
        return read ? std::get<Wsman::Items>(read->body).instances.size() : 0;
    }

    // In turns, so that whatever else the machine does is shared by all.
    void decode()
    {
        m_figures.tell(u"size of the reply"_s, u"bytes"_s, double(m_reply.size()));
        m_figures.must(u"1,000 objects are read"_s, read() == count);
        std::vector<double> ours, copied, tokens, tree;
        QByteArray copy(m_reply.size(), Qt::Uninitialized);
        const int runs = m_size.runs * m_size.of(1, 8);
        for (int i = 0; i < runs; ++i) {
            const auto once = [](std::vector<double> &samples, auto function) {
                samples.push_back(computed(1, function).front());
            };
            once(ours, [this] { read(); });
            once(copied,
                 [&] { std::memcpy(copy.data(), m_reply.constData(), size_t(copy.size())); });
            once(tokens, [this] { References::expat(m_reply); });
            once(tree, [this] { References::pugixml(m_reply); });
        }
        // Twice a decade slower: fewer of them.
        const auto kdsoap = References::kdsoap(m_reply, m_size.runs);
        const auto lxml = References::lxml(m_reply, m_size.runs);
        QList<Reach> reaches{atLeast(300), against(u"pugixml"_s, 2.5), against(u"expat"_s)};
        if (!kdsoap.empty())
            reaches << against(u"KDSoap's reader"_s, 1 / 8.0);
        if (!lxml.parsed.empty())
            reaches << against(u"Python, lxml into dicts"_s);
        m_figures.tell(figure(u"reply read into instances"_s, ours, reaches));
        m_figures.tell(figure(u"memcpy"_s, copied));
        m_figures.tell(figure(u"expat"_s, tokens));
        m_figures.tell(figure(u"pugixml"_s, tree));
        if (kdsoap.empty())
            m_figures.remark(u"KDSoap did not read the reply"_s);
        else
            m_figures.tell(figure(u"KDSoap's reader"_s, kdsoap));
        if (lxml.parsed.empty())
            return m_figures.remark(u"no python3 with lxml"_s);
        m_figures.tell(figure(u"Python, lxml alone"_s, lxml.parsed));
        m_figures.tell(figure(u"Python, lxml into dicts"_s, lxml.taken));
    }

    void encode()
    {
        const auto read = readReply(m_reply, m_request);
        m_figures.tell(figure(u"reply written"_s,
                              computed(m_size.runs, [&] { writeEnvelope(*read); }),
                              {atLeast(100)}));
    }

    // All that is held when the replies themselves have gone.
    void memory()
    {
        const int replies = m_size.of(2, 20);
        QList<QByteArray> pages;
        for (int page = 0; page < replies; ++page)
            pages.append(Sample::reply(m_request, qint64(page) * count, count));
        Inventory inventory;
        inventory.setSystems({{systemId, systemId}}, {});
        malloc_trim(0);
        const qint64 before = allocatedBytes(), resident = residentBytes();
        QList<CimInstance> all;
        for (const QByteArray &page : std::as_const(pages)) {
            const auto read = readReply(page, m_request);
            all += std::get<Wsman::Items>(read->body).instances;
        }
        const double objects = double(all.size());
        m_figures.must(u"all objects are kept"_s, all.size() == qsizetype(replies) * count);
        m_figures.tell(u"kept for an instance that was read"_s, u"bytes"_s,
                       double(allocatedBytes() - before) / objects);
        inventory.setObjects(systemId, all, {}, QDateTime::currentDateTimeUtc());
        all.clear();
        QCoreApplication::processEvents();
        malloc_trim(0);
        m_figures.tell(u"kept for an object of the inventory"_s, u"bytes"_s,
                       double(allocatedBytes() - before) / objects, {atMost(600)});
        m_figures.tell(u"the same, as the process has grown"_s, u"bytes"_s,
                       double(residentBytes() - resident) / objects);
        const auto known = inventory.objects(systemId, QString(Sample::className)).size();
        m_figures.must(u"each object is there once"_s, known == qsizetype(objects));
    }

    // The same replies again and again leave nothing behind.
    void growth()
    {
        Inventory inventory;
        inventory.setSystems({{systemId, systemId}}, {});
        const auto again = [&] {
            const auto read = readReply(m_reply, m_request);
            inventory.setObjects(systemId, std::get<Wsman::Items>(read->body).instances, {},
                                 QDateTime::currentDateTimeUtc());
            QCoreApplication::processEvents();
        };
        for (int i = 0; i < 3; ++i)
            again();
        const qint64 before = allocatedBytes();
        const int rounds = m_size.of(10, 100);
        for (int i = 0; i < rounds; ++i)
            again();
        const double grown = double(allocatedBytes() - before) / rounds;
        m_figures.tell(u"growth with each reading of the same"_s, u"bytes"_s, grown);
        m_figures.must(u"reading the same again does not grow"_s, grown < 4096);
    }

    const BenchSize m_size;
    Figures m_figures{u"decode"_s};
    const Envelope m_request = Sample::request();
    const QByteArray m_reply = Sample::reply(m_request, 0, count);
};
} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    return Codec(benchSize(QCoreApplication::arguments())).run();
}

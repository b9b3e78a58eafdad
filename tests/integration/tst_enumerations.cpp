// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a connection does when an enumeration meets trouble, over HTTP to the local target's own
// server; a gate in front of the target makes the trouble.
#include "services/provider/objects.h"
#include "services/provider/replies.h"
#include "tests/support/providerfixture.h"
#include "tests/support/requests.h"

#include <QTest>

#include <algorithm>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString nameSpace(Schema::iscsiTarget);

template<class Operation>
bool is(const Envelope &request)
{
    return std::holds_alternative<Operation>(request.body);
}
} // namespace

class tst_Enumerations : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("CISTERN_TEST_TRANSPORT", "http"); }
    void init()
    {
        m_at = std::make_unique<ProviderFixture>(ProviderFixture::Options{.jobs = false});
        for (int i = 0; i < 6; ++i)
            m_at->pool(u"pool %1"_s.arg(i), MiB);
        m_asked.clear();
        m_meet = {};
        m_wire = std::make_unique<Wire>([this](const Envelope &request, const Caller &caller) {
            return pass(request, caller);
        });
    }
    void cleanup()
    {
        m_wire.reset();
        m_at.reset();
    }

    void nothingIsMetOnTheWay()
    {
        QCOMPARE(found(), allPools());
        QVERIFY(count<Wsman::Pull>() >= 3); // in pages of two
        QCOMPARE(count<Wsman::Enumerate>(), 1);
    }

    void DSP0226_8_4_aDroppedContextIsBegunAgainOnce()
    {
        int dropped = 0;
        m_meet = [this, &dropped](const Envelope &request, const Caller &caller) {
            const auto *pull = std::get_if<Wsman::Pull>(&request.body);
            if (pull && dropped == 0) {
                ++dropped; // put away behind the client's back: the target itself says so then
                Envelope release = requestOf(Wsman::Release{pull->context}, request.target);
                (void)m_at->await(m_at->provider().responder()(release, caller));
            }
            return std::optional<Wsman::Body>();
        };
        QCOMPARE(found(), allPools());
        QCOMPARE(dropped, 1);
        QCOMPARE(count<Wsman::Enumerate>(), 2);
    }

    void DSP0226_8_4_aContextThatIsDroppedEachTimeFails()
    {
        m_meet = [](const Envelope &request, const Caller &) {
            return is<Wsman::Pull>(request)
                ? std::optional<Wsman::Body>(refusal(Refusal::ContextUnknown))
                : std::nullopt;
        };
        const auto all = m_at->await(
            m_wire->connection()->enumerate(nameSpace, u"CIM_StoragePool"_s, this));
        QVERIFY(!all.ok());
        QCOMPARE(count<Wsman::Enumerate>(), 2);
        QCOMPARE(count<Wsman::Pull>(), 2);
    }

    void DSP0226_8_4_aPullThatTimedOutGoesOn()
    {
        int late = 0;
        m_meet = [&late](const Envelope &request, const Caller &) {
            return is<Wsman::Pull>(request) && late < 3 && late++ < 3
                ? std::optional<Wsman::Body>(refusal(Refusal::TimedOut))
                : std::nullopt;
        };
        QCOMPARE(found(), allPools());
        QCOMPARE(late, 3);
        QCOMPARE(count<Wsman::Enumerate>(), 1);
        // The same context, asked again.
        QStringList contexts;
        for (const Envelope &request : m_asked) {
            if (const auto *pull = std::get_if<Wsman::Pull>(&request.body))
                contexts.append(pull->context);
        }
        QCOMPARE(contexts.value(0), contexts.value(3));
    }

    void DSP0226_6_2_aServersSmallEnvelopeMakesSmallerPages()
    {
        quint32 least = 0;
        m_meet = [&least](const Envelope &request, const Caller &) {
            const auto *enumerate = std::get_if<Wsman::Enumerate>(&request.body);
            const auto *pull = std::get_if<Wsman::Pull>(&request.body);
            const quint32 wanted = enumerate ? enumerate->maxElements
                : pull                       ? pull->maxElements
                                             : 0;
            if (wanted)
                least = wanted;
            return wanted > 4
                ? std::optional<Wsman::Body>(Wsman::Fault{.code = u"Sender"_s,
                                                          .subcode = u"EncodingLimit"_s,
                                                          .detail = u"ServiceEnvelopeLimit"_s})
                : std::nullopt;
        };
        QCOMPARE(found(), allPools());
        QVERIFY(least >= 1 && least <= 4);
        // It is remembered: the next one asks for as little at once.
        m_asked.clear();
        QCOMPARE(found(), allPools());
        QCOMPARE(count<Wsman::Enumerate>(), 1);
    }

    void DSP0226_6_2_oneLargeObjectIsAskedForInALargerEnvelope()
    {
        m_meet = [](const Envelope &request, const Caller &) {
            return is<Wsman::Get>(request) && request.maxEnvelopeSize <= Wsman::defaultEnvelopeSize
                ? std::optional<Wsman::Body>(refusal(Refusal::InstanceTooLarge))
                : std::nullopt;
        };
        const auto pool = m_at->await(m_wire->connection()->get(m_at->location(), this));
        QVERIFY(pool.ok());
        QVERIFY(m_asked.size() >= 2);
        QVERIFY(m_asked.last().maxEnvelopeSize > Wsman::defaultEnvelopeSize);
    }

private:
    Answer<Envelope> pass(const Envelope &request, const Caller &caller)
    {
        m_asked.append(request);
        if (m_meet) {
            if (const auto instead = m_meet(request, caller))
                return readyAnswer<Envelope>(replyTo(request, *instead));
        }
        // Pages of two, whatever is asked for.
        Envelope small = request;
        if (auto *enumerate = std::get_if<Wsman::Enumerate>(&small.body))
            enumerate->maxElements = std::min<quint32>(enumerate->maxElements, 2);
        else if (auto *pull = std::get_if<Wsman::Pull>(&small.body))
            pull->maxElements = std::min<quint32>(pull->maxElements, 2);
        return m_at->provider().responder()(small, caller);
    }

    template<class Operation>
    int count() const
    {
        return int(std::count_if(m_asked.begin(), m_asked.end(), is<Operation>));
    }

    static QStringList names(const QList<CimInstance> &pools)
    {
        QStringList names;
        for (const CimInstance &pool : pools)
            names.append(pool.value(u"ElementName").toString());
        names.sort();
        return names;
    }
    QStringList allPools() { return names(m_at->all(u"CIM_StoragePool"_s)); }
    QStringList found()
    {
        const auto all = m_at->await(
            m_wire->connection()->enumerate(nameSpace, u"CIM_StoragePool"_s, this));
        return all ? names(*all) : QStringList(u"failed"_s);
    }

    std::unique_ptr<ProviderFixture> m_at;
    std::unique_ptr<Wire> m_wire;
    QList<Envelope> m_asked;
    std::function<std::optional<Wsman::Body>(const Envelope &, const Caller &)> m_meet;
};

QTEST_GUILESS_MAIN(tst_Enumerations)
#include "tst_enumerations.moc"

// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One contract for each Transport: what is true of one way to a system is true of all.
#include "services/wsman/faults.h"
#include "services/wsman/listener.h"
#include "services/wsman/transports/httptransport.h"
#include "services/wsman/transports/localtransport.h"
#include "tests/support/certificates.h"
#include "tests/support/kdc.h"
#include "tests/support/manualclock.h"
#include "tests/support/relay.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cause = Failure::Cause;

namespace {

constexpr int patience = 10'000; // ms, only ever reached by a failing test

template<class Condition>
bool eventually(Condition done)
{
    return QTest::qWaitFor(done, patience);
}

const Caller bar{u"bar"_s, AccessRole::Manage};

Envelope question()
{
    return {.body = Wsman::Identify(), .messageId = newMessageId()};
}

Envelope change()
{
    const CimPath thing(u"root/cimv2"_s, u"CIM_Thing"_s, {{u"Name"_s, CimValue::string(u"one"_s)}});
    return {.body = Wsman::Delete(), .target = thing, .messageId = newMessageId()};
}

Envelope asked(bool changes)
{
    return changes ? change() : question();
}

Envelope answered(const Envelope &request, const QString &vendor)
{
    if (std::holds_alternative<Wsman::Delete>(request.body))
        return replyTo(request, Wsman::DoneReply());
    return replyTo(request, Wsman::IdentifyReply{u"1"_s, vendor, u"1"_s});
}

} // namespace

class TestTransportContract : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void theCallerIsKnown_data() { ways(); }
    void theCallerIsKnown();
    void changesAreAnswered_data() { ways(); }
    void changesAreAnswered();
    void bigRepliesCome_data() { ways(); }
    void bigRepliesCome();
    void whatIsLargerThanAskedForDoesNot_data() { ways(); }
    void whatIsLargerThanAskedForDoesNot();
    void faultsComeAsTheyAre_data() { ways(); }
    void faultsComeAsTheyAre();
    void silenceEndsAfterTheOperation_data() { waysAndKinds(); }
    void silenceEndsAfterTheOperation();
    void anAnswererThatGoesLeavesAChangeUnknown_data() { ways(); }
    void anAnswererThatGoesLeavesAChangeUnknown();
    void whoGoesIsNotCalled_data() { waysAndKinds(); }
    void whoGoesIsNotCalled();
    void manyAtOnceAreEachAnsweredOnce_data() { ways(); }
    void manyAtOnceAreEachAnsweredOnce();
    void withoutProofNothingRuns_data() { networks(); }
    void withoutProofNothingRuns();
    void aReplyCutInTheMiddle_data() { networks(); }
    void aReplyCutInTheMiddle();

private:
    static void ways();
    static void networks();
    static void waysAndKinds();
    // The way of the current row to what m_responder does.
    void open(const Credentials &credentials = {u"bar"_s, Secret("right")});
    Answer<Envelope> send(const Envelope &request) { return m_transport->send(request, this); }
    std::optional<Outcome<Envelope>> sent(const Envelope &request);
    // A Fault is a reply; this is what it means in the end.
    Cause causeOf(const Outcome<Envelope> &outcome) const;

    QTemporaryDir m_folder;
    std::shared_ptr<UserFile> m_users, m_external;
    QSslConfiguration m_tls;
    std::unique_ptr<ManualClock> m_clock;
    Responder m_responder;
    int m_calls = 0;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<Relay> m_relay;
    std::unique_ptr<Transport> m_transport;
};

void TestTransportContract::initTestCase()
{
    m_users = std::make_shared<UserFile>(m_folder.filePath(u"users.json"_s));
    QVERIFY(m_users->add({u"bar"_s, AccessRole::Manage}, Secret("right")).ok());
    m_external = std::make_shared<UserFile>(m_folder.filePath(u"external.json"_s));
    QVERIFY(m_external->addExternal({u"bar"_s, AccessRole::Manage}).ok());
    QVERIFY(writeNtlmUsers(m_folder.filePath(u"ntlm"_s), {{u"bar"_s, "right"}}));
    m_tls = selfSigned();
    QVERIFY(!m_tls.localCertificate().isNull());
}

void TestTransportContract::cleanup()
{
    m_transport.reset();
    m_relay.reset();
    m_listener.reset();
    m_clock.reset();
}

void TestTransportContract::networks()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("http") << u"http"_s;
    QTest::newRow("https") << u"https"_s;
    if (hasNtlm()) {
        QTest::newRow("http, sealed") << u"http, Negotiate"_s;
        QTest::newRow("https, bound") << u"https, Negotiate"_s;
    }
}

void TestTransportContract::ways()
{
    networks();
    QTest::newRow("local") << u"local"_s;
}

void TestTransportContract::waysAndKinds()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<bool>("changes");
    for (const char *way : {"local", "http", "https", "http, Negotiate", "https, Negotiate"}) {
        if (QByteArrayView(way).endsWith("Negotiate") && !hasNtlm())
            continue;
        QTest::addRow("%s, a question", way) << QString::fromLatin1(way) << false;
        QTest::addRow("%s, a change", way) << QString::fromLatin1(way) << true;
    }
}

void TestTransportContract::open(const Credentials &credentials)
{
    QFETCH(QString, way);
    m_calls = 0;
    m_clock = std::make_unique<ManualClock>();
    const Responder counted = [this](const Envelope &request, const Caller &caller) {
        ++m_calls;
        return m_responder(request, caller);
    };
    if (way == "local"_L1) {
        m_transport = std::make_unique<LocalTransport>(counted, bar, *m_clock);
        return;
    }
    const QStringList words = way.split(u", "_s);
    ListenOptions options;
    if (words.first() == "https"_L1)
        options.tls = m_tls;
    HttpTarget target;
    if (words.size() > 1) {
        options.ntlmUsers = m_folder.filePath(u"ntlm"_s);
        target.scheme = findScheme(words.last().toLatin1());
    }
    m_listener = std::make_unique<Listener>(options, counted,
                                            words.size() > 1 ? m_external : m_users, *m_clock);
    QVERIFY(m_listener->listen().ok());
    m_relay = Relay::to(m_listener->port());
    target.url = QUrl(u"%1://127.0.0.1:%2/wsman"_s.arg(words.first()).arg(m_relay->port()));
    target.credentials = credentials;
    target.authorities = {m_tls.localCertificate()};
    m_transport = std::make_unique<HttpTransport>(target, *m_clock);
}

std::optional<Outcome<Envelope>> TestTransportContract::sent(const Envelope &request)
{
    std::optional<Outcome<Envelope>> result;
    onDone(send(request), this, [&](const Outcome<Envelope> &outcome) { result = outcome; });
    (void)eventually([&] { return result.has_value(); });
    return result;
}

Cause TestTransportContract::causeOf(const Outcome<Envelope> &outcome) const
{
    return outcome.ok() ? failureOf(std::get<Wsman::Fault>(outcome->body)).cause
                        : outcome.failure().cause;
}

void TestTransportContract::theCallerIsKnown()
{
    Caller known;
    m_responder = [&](const Envelope &request, const Caller &caller) {
        known = caller;
        return readyAnswer<Envelope>(answered(request, u"x"_s));
    };
    open();
    const auto result = sent(question());
    QVERIFY(result && result->ok());
    QCOMPARE(known, bar);
}

void TestTransportContract::changesAreAnswered()
{
    CimPath target;
    m_responder = [&](const Envelope &request, const Caller &) {
        target = request.target;
        return readyAnswer<Envelope>(answered(request, u"x"_s));
    };
    open();
    const auto result = sent(change());
    QVERIFY(result && result->ok());
    QVERIFY(std::holds_alternative<Wsman::DoneReply>((*result)->body));
    QCOMPARE(target, change().target);
}

void TestTransportContract::bigRepliesCome()
{
    const QString vendor(450'000, u'x');
    m_responder = [&](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(answered(request, vendor));
    };
    open();
    const auto result = sent(question());
    QVERIFY(result && result->ok());
    QCOMPARE(std::get<Wsman::IdentifyReply>((*result)->body).productVendor, vendor);
}

void TestTransportContract::whatIsLargerThanAskedForDoesNot()
{
    m_responder = [&](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(answered(request, QString(600'000, u'x')));
    };
    open();
    const auto result = sent(question());
    QVERIFY(result);
    QCOMPARE(causeOf(*result), Cause::TooLarge);
}

void TestTransportContract::faultsComeAsTheyAre()
{
    const Wsman::Fault fault{
        .code = u"Sender"_s, .subcode = u"AccessDenied"_s, .reason = u"Not <you> & yours"_s};
    m_responder = [&](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(replyTo(request, fault));
    };
    open();
    const auto result = sent(change());
    QVERIFY(result && result->ok());
    QCOMPARE(std::get<Wsman::Fault>((*result)->body), fault);
    QCOMPARE(causeOf(*result), Cause::Denied);
}

void TestTransportContract::silenceEndsAfterTheOperation()
{
    QFETCH(bool, changes);
    Pledge<Envelope> never;
    m_responder = [&](const Envelope &, const Caller &) { return never.answer(); };
    open();
    std::optional<Outcome<Envelope>> result;
    onDone(send(asked(changes)), this, [&](const Outcome<Envelope> &outcome) { result = outcome; });
    QVERIFY(eventually([&] { return m_calls == 1; }));
    m_clock->advance(75s - 1ms);
    QVERIFY(!result);
    m_clock->advance(1ms);
    QVERIFY(eventually([&] { return result.has_value(); }));
    QCOMPARE(result->failure().cause, changes ? Cause::OutcomeUnknown : Cause::TimedOut);
    QCOMPARE(m_calls, 1);
}

void TestTransportContract::anAnswererThatGoesLeavesAChangeUnknown()
{
    m_responder = [](const Envelope &, const Caller &) { return Pledge<Envelope>().answer(); };
    open();
    const auto result = sent(change());
    QVERIFY(result);
    QCOMPARE(causeOf(*result), Cause::OutcomeUnknown);
    QCOMPARE(m_calls, 1);
}

void TestTransportContract::whoGoesIsNotCalled()
{
    QFETCH(bool, changes);
    Pledge<Envelope> later;
    std::optional<Envelope> request;
    m_responder = [&](const Envelope &now, const Caller &) {
        request = now;
        return later.answer();
    };
    open();
    auto owner = std::make_unique<QObject>();
    bool called = false;
    std::optional<Outcome<Envelope>> downstream;
    const Answer<Envelope> answer = m_transport->send(asked(changes), owner.get());
    onDone(answer, owner.get(), [&](const Outcome<Envelope> &) { called = true; });
    onDone(answer, this, [&](const Outcome<Envelope> &outcome) { downstream = outcome; });
    QVERIFY(eventually([&] { return m_calls == 1; }));
    owner.reset();
    QVERIFY(eventually([&] { return downstream.has_value(); }));
    QCOMPARE(downstream->failure().cause, Cause::Cancelled);
    later.give(answered(*request, u"late"_s));
    // The way is free for the next one, who does not get the late reply.
    m_responder = [](const Envelope &now, const Caller &) {
        return readyAnswer<Envelope>(answered(now, u"next"_s));
    };
    const auto next = sent(question());
    QVERIFY(next && next->ok());
    QCOMPARE(std::get<Wsman::IdentifyReply>((*next)->body).productVendor, u"next"_s);
    QVERIFY(!called);
}

void TestTransportContract::manyAtOnceAreEachAnsweredOnce()
{
    m_responder = [](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(answered(request, request.messageId));
    };
    open();
    int answers = 0;
    for (int i = 0; i < 50; ++i) {
        onDone(send(question()), this,
               [&](const Outcome<Envelope> &reply) { answers += reply.ok() ? 1 : 0; });
    }
    QVERIFY(eventually([&] { return answers == 50; }));
    QCOMPARE(m_calls, 50);
}

void TestTransportContract::withoutProofNothingRuns()
{
    m_responder = [](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(answered(request, u"x"_s));
    };
    for (const Credentials &credentials : {Credentials(), Credentials{u"bar"_s, Secret("wrong")}}) {
        open(credentials);
        const auto result = sent(change());
        QVERIFY(result);
        QCOMPARE(causeOf(*result), Cause::SignIn);
        QCOMPARE(m_calls, 0);
        cleanup();
    }
}

void TestTransportContract::aReplyCutInTheMiddle()
{
    m_responder = [](const Envelope &request, const Caller &) {
        return readyAnswer<Envelope>(answered(request, u"x"_s));
    };
    for (const bool changes : {false, true}) {
        open();
        const auto before = sent(question()); // whatever shakes hands has done so
        QVERIFY(before && before->ok());
        m_relay->setCutReplyAfter(m_relay->passed() + 200);
        const auto result = sent(asked(changes));
        QVERIFY(result);
        QVERIFY(!result->ok());
        const Cause cause = result->failure().cause;
        if (changes)
            QCOMPARE(cause, Cause::OutcomeUnknown);
        else // of a cut TLS record nothing at all can be read
            QVERIFY(cause == Cause::Malformed || cause == Cause::ServerFault);
        QCOMPARE(m_calls, 2);
        QCOMPARE(m_relay->connections(), 1);
        cleanup();
    }
}

QTEST_GUILESS_MAIN(TestTransportContract)
#include "tst_transportcontract.moc"

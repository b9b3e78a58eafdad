// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The connections of pipes: heartbeats, loss, recovery, restarts, certificates, and strangers at
// the port. Real sockets of this machine; time is driven by hand.
#include "services/provider/pipes/frames.h"
#include "services/provider/pipes/pipegate.h"
#include "services/provider/pipes/place.h"
#include "tests/support/certificates.h"
#include "tests/support/pipefixture.h"

#include <QBuffer>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QtEndian>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
using std::chrono::milliseconds;
constexpr quint64 degraded = 3, ok = 2, lost = 13;

quint16 portOf(const CimPath &endpoint)
{
    return quint16(endpoint.key(u"Name").toString().section(u':', -1).toUInt());
}

// A cable to a port of this machine that can be cut without either end being told.
class Cable : public QObject
{
public:
    explicit Cable(quint16 port)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this, port] {
            auto *near = m_server.nextPendingConnection();
            auto *far = new QTcpSocket(near);
            far->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            for (const auto &[from, to] : {std::pair(near, far), std::pair(far, near)})
                connect(from, &QTcpSocket::readyRead, to, [this, from = from, to = to] {
                    if (!cut)
                        to->write(from->readAll());
                });
        });
    }
    QString place() const { return u"127.0.0.1:%1"_s.arg(m_server.serverPort()); }
    // What was said meanwhile arrives.
    void mend()
    {
        cut = false;
        for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
            Q_EMIT socket->readyRead();
    }
    bool called() const { return m_server.findChild<QTcpSocket *>(); }
    bool cut = false;

private:
    QTcpServer m_server;
};

// Time passes for a system, half a second a step, until the pipe is in that state: how long it
// took.
milliseconds timeTo(ProviderFixture &at, const CimPath &pipe, quint64 state, milliseconds limit)
{
    milliseconds passed{0};
    while (PipeFixture::state(at, pipe) != state && passed < limit) {
        at.clock().advance(milliseconds(500));
        passed += milliseconds(500);
        // What that has set going happens in real time.
        (void)QTest::qWaitFor([&] { return PipeFixture::state(at, pipe) == state; }, 20);
    }
    return passed;
}

// What one gets who sends these bytes to the port: everything until the far side closes; nothing
// when it does not.
std::optional<QByteArray> told(quint16 port, const QByteArray &bytes, int patience = 5000)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write(bytes);
    const bool closed = QTest::qWaitFor(
        [&] { return socket.state() == QAbstractSocket::UnconnectedState; }, patience);
    return closed ? std::optional(socket.readAll()) : std::nullopt;
}

QByteArray helloFrom(const QString &from, const QString &to)
{
    return Frames::written({{u"type"_s, u"hello"_s},
                            {u"version"_s, 1},
                            {u"protocol"_s, u"Cistern/1"_s},
                            {u"from"_s, from},
                            {u"to"_s, to},
                            {u"every"_s, 2000}});
}

// Calls as the one whose certificate that is; sees to no certificate itself.
void call(QSslSocket &socket, const QSslConfiguration &identity, quint16 port)
{
    QSslConfiguration configuration = identity;
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    socket.setSslConfiguration(configuration);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QObject::connect(&socket, &QAbstractSocket::connected, &socket,
                     [&socket] { socket.startClientEncryption(); });
}

QByteArray frame(quint32 length, const QByteArray &body)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(length, bytes.data());
    return bytes + body;
}
} // namespace

class tst_PipeLinks : public QObject
{
    Q_OBJECT

private slots:
    void places_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        for (const auto &[text, good] : {std::pair("127.0.0.1:4001", true),
                                         {"[::1]:1", true},
                                         {"[fd00::5]:65535", true},
                                         {"10.0.0.5:65536", false},
                                         {"10.0.0.5:0", false},
                                         {"10.0.0.5", false},
                                         {"host:80", false},
                                         {"::1:80", false},
                                         {"10.0.0.5:+80", false},
                                         {":80", false},
                                         {"[10.0.0.5]:80", false},
                                         {"10.0.0.5: 80", false},
                                         {"", false}})
            QTest::newRow(text) << QString::fromLatin1(text) << good;
    }
    void places()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto place = PipePlace::fromText(text);
        QCOMPARE(place.has_value(), good);
        if (good)
            QCOMPARE(place->toText(), text);
    }

    void framesAreTakenWhole()
    {
        const QJsonObject sent{{u"type"_s, u"ping"_s}, {u"n"_s, 7}};
        const QByteArray bytes = Frames::written(sent);
        for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
            QByteArray part = bytes.first(cut);
            QBuffer buffer(&part);
            buffer.open(QIODevice::ReadOnly);
            QJsonObject read;
            QCOMPARE(Frames::take(buffer, read), Frames::Read::Nothing);
            QCOMPARE(buffer.pos(), 0);
        }
        QByteArray twice = bytes + bytes;
        QBuffer buffer(&twice);
        buffer.open(QIODevice::ReadOnly);
        QJsonObject read;
        QCOMPARE(Frames::take(buffer, read), Frames::Read::Whole);
        QCOMPARE(read, sent);
        QCOMPARE(Frames::take(buffer, read), Frames::Read::Whole);
        QCOMPARE(Frames::take(buffer, read), Frames::Read::Nothing);
    }

    void brokenFramesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("too long") << frame(8193, {});
        QTest::newRow("huge") << QByteArray("\x00\xff\xff\xff", 4);
        QTest::newRow("empty") << frame(0, {});
        QTest::newRow("no JSON") << frame(5, "hello");
        QTest::newRow("an array") << frame(2, "[]");
        QTest::newRow("deep") << frame(8000, QByteArray(8000, '['));
        QTest::newRow("no UTF-8") << frame(12, "{\"type\":\"\xff\"}");
    }
    void brokenFramesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        QJsonObject read;
        QCOMPARE(Frames::take(buffer, read), Frames::Read::Broken);
    }

    void heartbeatsGoOn()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        const auto contact = [&] {
            return at.alpha.get(pipe)->value(u"TimeOfLastContact").toDateTime();
        };
        const auto first = contact();
        QVERIFY(first);
        for (int i = 0; i < 5; ++i) {
            const auto before = contact();
            at.alpha.clock().advance(milliseconds(2'000));
            QTRY_VERIFY(contact() != before);
        }
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
        QCOMPARE(first->time()->addSecs(10), *contact()->time());
    }

    void lostAtOnceWhenThePeerGoes()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        at.beta.stop();
        QVERIFY(PipeFixture::waitForState(at.alpha, pipe, lost)); // and no time has passed
        const auto instance = at.alpha.get(pipe);
        QCOMPARE(instance->value(u"HealthState").toUnsigned(), 20u);
        QVERIFY(!instance->value(u"TimeOfLastContact").isNull());
        QVERIFY(!instance->value(u"StatusDescriptions").toStrings().value(0).isEmpty());
    }

    void lostWithinFifteenSecondsWhenTheCableIsCut()
    {
        PipeFixture at;
        Cable cable(portOf(at.there(1).first()));
        const auto made = at.create(
            1,
            {{u"TargetEndpoint"_s,
              CimValue::references({PipeFixture::endpoint(u"beta"_s, cable.place())})}});
        QCOMPARE(made.code, 0u);
        const CimPath pipe = made.path(u"ReplicationPipe");
        cable.cut = true;
        const auto detected = timeTo(at.alpha, pipe, lost, milliseconds(20'000));
        qInfo("a cut cable is seen after %lld ms of heartbeats", qlonglong(detected.count()));
        QVERIFY(detected > milliseconds(1'500));
        QVERIFY(detected <= milliseconds(15'000));
        cable.cut = false;
        const auto healed = timeTo(at.alpha, pipe, ok, milliseconds(60'000));
        qInfo("a mended cable is used after %lld ms", qlonglong(healed.count()));
        QVERIFY(healed <= milliseconds(30'000));
    }

    void recoversByItselfWithGrowingPauses()
    {
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        const quint16 port = portOf(at.there(1).first());
        at.beta.stop();
        QVERIFY(PipeFixture::waitForState(at.alpha, pipe, lost));
        QTcpServer counter; // stands where the peer was, and slams the door
        QVERIFY(counter.listen(QHostAddress::LocalHost, port));
        int calls = 0;
        connect(&counter, &QTcpServer::newConnection, this, [&] {
            ++calls;
            counter.nextPendingConnection()->abort();
        });
        (void)timeTo(at.alpha, pipe, ok, milliseconds(60'000));
        qInfo("%d calls in a minute without a peer", calls);
        QVERIFY(calls >= 4 && calls <= 10);
        counter.close();
        at.beta.restart();
        QVERIFY(timeTo(at.alpha, pipe, ok, milliseconds(30'000)) <= milliseconds(10'500));
    }

    void reopenedAtTheNextStart()
    {
        PipeFixture at;
        const CimPath one = at.pipe(1), three = at.pipe(3);
        at.alpha.restart();
        QVERIFY(PipeFixture::waitForState(at.alpha, one, ok));
        QVERIFY(PipeFixture::waitForState(at.alpha, three, ok));
        at.alpha.stop();
        at.beta.stop();
        at.alpha.restart();
        QVERIFY(PipeFixture::waitForState(at.alpha, one, lost));
        at.beta.restart();
        QVERIFY(timeTo(at.alpha, one, ok, milliseconds(30'000)) <= milliseconds(10'500));
    }

    void someOfSeveralConnectionsLost()
    {
        PipeFixture at;
        Cable cable(portOf(at.there(2).last()));
        const auto made = at.create(
            2,
            {{u"TargetEndpoint"_s,
              CimValue::references(
                  {at.there(1).first(), PipeFixture::endpoint(u"beta"_s, cable.place())})}});
        QCOMPARE(made.code, 0u);
        const CimPath pipe = made.path(u"ReplicationPipe");
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
        cable.cut = true;
        QVERIFY(timeTo(at.alpha, pipe, degraded, milliseconds(20'000)) <= milliseconds(15'000));
        const auto children = PipeFixture::children(at.alpha, pipe);
        QCOMPARE(children[0].value(u"OperationalStatus").toUnsigneds().value(0), ok);
        QCOMPARE(children[1].value(u"OperationalStatus").toUnsigneds().value(0), lost);
        at.beta.stop();
        QVERIFY(timeTo(at.alpha, pipe, lost, milliseconds(20'000)) <= milliseconds(15'000));
    }

    void encryptedBetweenKnownCertificates()
    {
        const PipeOptions first{.addresses = {}, .identity = selfSigned()},
            second{.addresses = {}, .identity = selfSigned()};
        if (first.identity->localCertificate().isNull())
            QSKIP("no openssl to make certificates with");
        PipeFixture at(first);
        ProviderFixture gamma({.systemName = u"gamma"_s, .pipes = second});
        const QByteArray right = second.identity->localCertificate().digest(
            QCryptographicHash::Sha256);
        const auto create = [&] {
            return at.create(0, {{u"TargetSystem"_s, ref(PipeFixture::system(u"gamma"_s))}});
        };
        PipeFixture::befriend(at.alpha, gamma, QByteArray(32, 'x')); // not what gamma shows
        QCOMPARE(create().code, 5u);
        PipeFixture::befriend(at.alpha, gamma, right);
        const auto made = create();
        QCOMPARE(made.code, 0u);
        const CimPath pipe = made.path(u"ReplicationPipe");
        QCOMPARE(at.alpha.get(pipe)->value(u"Encrypted").toBool(), true);
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);

        // Gamma knows alpha by another certificate from now on.
        const auto identity = at.alpha.await(at.alpha.provider().pipeIdentity());
        QVERIFY(gamma.await(gamma.provider().addPeer(
            {u"alpha"_s, identity->endpoints.value(0), QByteArray(32, 'y')})));
        QCOMPARE(create().code, 5u);
        QVERIFY(PipeFixture::waitForState(at.alpha, pipe, lost));
        // And who is known by a certificate is not let in without.
        const auto answer = told(portOf(PipeFixture::endpoints(gamma).first()),
                                 helloFrom(u"alpha"_s, u"gamma"_s));
        QVERIFY(answer && answer->contains("refuse"));
    }

    void aPinThatIsReplacedMeanwhileHolds()
    {
        const PipeOptions first{.addresses = {}, .identity = selfSigned()},
            second{.addresses = {}, .identity = selfSigned()};
        if (first.identity->localCertificate().isNull())
            QSKIP("no openssl to make certificates with");
        PipeFixture at(first);
        ProviderFixture gamma({.systemName = u"gamma"_s, .pipes = second});
        PipeFixture::befriend(
            at.alpha, gamma,
            second.identity->localCertificate().digest(QCryptographicHash::Sha256));
        Cable cable(portOf(PipeFixture::endpoints(gamma).first()));
        cable.cut = true;
        const auto answer = at.alpha.sendNow(
            Wsman::Invoke{
                u"CreateOrModifyReplicationPipe"_s,
                at.arguments(
                    1,
                    {{u"TargetSystem"_s, ref(PipeFixture::system(u"gamma"_s))},
                     {u"TargetEndpoint"_s,
                      CimValue::references({PipeFixture::endpoint(u"gamma"_s, cable.place())})}})},
            at.alpha.service());
        QTRY_VERIFY(cable.called());
        const auto identity = at.alpha.await(gamma.provider().pipeIdentity());
        QVERIFY(at.alpha.await(at.alpha.provider().addPeer(
            {u"gamma"_s, identity->endpoints.value(0), QByteArray(32, 'x')})));
        cable.mend();
        const auto reply = at.alpha.await(answer);
        QVERIFY(reply.ok());
        const auto made = ProviderFixture::resultOf(reply->body);
        QCOMPARE(made.code, 0u); // it was begun under the old one
        QVERIFY(PipeFixture::waitForState(at.alpha, made.path(u"ReplicationPipe"), lost));
    }

    void whoPingsAndNeverReadsGoes()
    {
        const PipeOptions first{.addresses = {}, .identity = selfSigned()},
            second{.addresses = {}, .identity = selfSigned()};
        if (first.identity->localCertificate().isNull())
            QSKIP("no openssl to make certificates with");
        ProviderFixture alpha({.systemName = u"alpha"_s, .pipes = first}),
            gamma({.systemName = u"gamma"_s, .pipes = second});
        PipeFixture::befriend(
            alpha, gamma, second.identity->localCertificate().digest(QCryptographicHash::Sha256));
        QSslSocket deaf;
        deaf.setReadBufferSize(1'024);
        call(deaf, *first.identity, portOf(PipeFixture::endpoints(gamma).first()));
        deaf.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4'096);
        QTRY_VERIFY(deaf.isEncrypted());
        deaf.write(helloFrom(u"alpha"_s, u"gamma"_s));
        QTRY_VERIFY(deaf.bytesAvailable() > 0);
        const auto over = [&deaf] { return deaf.state() == QAbstractSocket::UnconnectedState; };
        qint64 number = 0;
        while (number < 1'000'000 && !over()) {
            QByteArray pings;
            for (int i = 0; i < 1'000; ++i)
                pings += Frames::written({{u"type"_s, u"ping"_s}, {u"n"_s, ++number}});
            deaf.write(pings);
            QTRY_VERIFY(over() || deaf.bytesToWrite() + deaf.encryptedBytesToWrite() == 0);
        }
        qInfo("ended by ping %lld", qlonglong(number));
        QTRY_VERIFY2(over(), "what he does not read is kept without end");
    }

    void whoIsRefusedIsNotReadAgain()
    {
        const PipeOptions first{.addresses = {}, .identity = selfSigned()},
            second{.addresses = {}, .identity = selfSigned()};
        if (first.identity->localCertificate().isNull())
            QSKIP("no openssl to make certificates with");
        ProviderFixture alpha({.systemName = u"alpha"_s, .pipes = first}),
            gamma({.systemName = u"gamma"_s, .pipes = second});
        PipeFixture::befriend(
            alpha, gamma, second.identity->localCertificate().digest(QCryptographicHash::Sha256));
        QSslSocket socket;
        call(socket, *first.identity, portOf(PipeFixture::endpoints(gamma).first()));
        QTRY_VERIFY(socket.isEncrypted());
        socket.write(helloFrom(u"alpha"_s, u"delta"_s) + helloFrom(u"alpha"_s, u"gamma"_s));
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        const QByteArray answer = socket.readAll();
        QVERIFY(answer.contains("refuse"));
        QVERIFY(!answer.contains("welcome"));
    }

    void aFullHouseIsForLater()
    {
        PipeFixture at;
        ProviderFixture gamma({.systemName = u"gamma"_s}), delta({.systemName = u"delta"_s});
        PipeFixture::befriend(gamma, at.beta);
        PipeFixture::befriend(delta, at.beta);
        std::vector<std::unique_ptr<QTcpSocket>> guests;
        const auto fill = [&](const QString &name) {
            for (int i = 0; i < PipeGate::mostOfPeer; ++i) {
                guests.push_back(std::make_unique<QTcpSocket>());
                QTcpSocket &guest = *guests.back();
                guest.connectToHost(QHostAddress(QHostAddress::LocalHost),
                                    portOf(at.there(1).first()));
                guest.write(helloFrom(name, u"beta"_s));
                if (!QTest::qWaitFor([&] { return guest.bytesAvailable() > 0; })
                    || !guest.readAll().contains("welcome"))
                    return false;
            }
            return true;
        };
        const auto create = [&](ProviderFixture &from, const QString &name) {
            return from
                .callService(u"CreateOrModifyReplicationPipe"_s,
                             {{u"SourceSystem"_s, ref(PipeFixture::system(name))},
                              {u"TargetSystem"_s, ref(PipeFixture::system(u"beta"_s))}})
                .code;
        };
        QVERIFY(fill(u"alpha"_s));
        QCOMPARE(create(at.alpha, u"alpha"_s), 3u); // not 5: it is the right one, and may come back
        QCOMPARE(create(gamma, u"gamma"_s), 0u);    // the others have theirs
        guests.clear();
        QVERIFY(QTest::qWaitFor([&] { return create(at.alpha, u"alpha"_s) == 0; }));
    }

    void peersAreCheckedWhenAdded()
    {
        ProviderFixture at({.systemName = u"alpha"_s});
        const auto added = [&at](const QString &name, const QString &place,
                                 const QByteArray &fingerprint = {}) {
            const auto done = at.await(at.provider().addPeer({name, place, fingerprint}));
            return done ? QString() : done.failure().parameter;
        };
        QCOMPARE(added(u"alpha"_s, u"127.0.0.1:9"_s), u"name"_s);
        QCOMPARE(added(u" "_s, u"127.0.0.1:9"_s), u"name"_s);
        QCOMPARE(added(u"b"_s, u"somewhere:9"_s), u"place"_s);
        QCOMPARE(added(u"b"_s, u"192.0.2.7:9"_s), u"fingerprint"_s); // another machine
        QCOMPARE(added(u"b"_s, u"192.0.2.7:9"_s, "short"), u"fingerprint"_s);
        QCOMPARE(added(u"b"_s, u"192.0.2.7:9"_s, QByteArray(32, 'x')), QString());
        QCOMPARE(added(u"c"_s, u"127.0.0.1:9"_s), QString());
        QCOMPARE(added(u"C"_s, u"127.0.0.1:10"_s), QString()); // the same, anew
        at.restart();
        const auto peers = at.await(at.provider().peers());
        QCOMPARE(peers->size(), 2);
        QVERIFY(at.await(at.provider().removePeer(u"B"_s)));
        QVERIFY(!at.await(at.provider().removePeer(u"b"_s)));
    }

    void strangersChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("TLS without a certificate here")
            << QByteArray("\x16\x03\x01\x02\x00\x01", 6);
        QTest::newRow("huge") << QByteArray("\x00\xff\xff\xff", 4) + QByteArray(100'000, 'x');
        QTest::newRow("no JSON") << frame(5, "hello");
        QTest::newRow("another first frame") << Frames::written({{u"type"_s, u"ping"_s}});
        QTest::newRow("nobody") << helloFrom(u"mallory"_s, u"beta"_s);
        QTest::newRow("itself") << helloFrom(u"beta"_s, u"beta"_s);
        QTest::newRow("for another") << helloFrom(u"alpha"_s, u"gamma"_s);
        QTest::newRow("then noise") << helloFrom(u"alpha"_s, u"beta"_s) + QByteArray(50'000, 'x');
        QTest::newRow("twice") << helloFrom(u"alpha"_s, u"beta"_s)
                + helloFrom(u"alpha"_s, u"beta"_s);
    }
    void strangersChangeNothing()
    {
        QFETCH(QByteArray, bytes);
        PipeFixture at;
        const CimPath pipe = at.pipe(1);
        const QStringList before = PipeFixture::kept(at.beta);
        const auto answer = told(portOf(at.there(1).first()), bytes);
        QVERIFY2(answer, "the door is closed on them");
        QVERIFY(answer->size() < 1000);
        QCOMPARE(PipeFixture::kept(at.beta), before);
        QCOMPARE(PipeFixture::state(at.alpha, pipe), ok);
        QCOMPARE(at.create(1).code, 0u);
    }

    void nobodyIsReadWithoutPeers()
    {
        ProviderFixture at({.systemName = u"alpha"_s});
        const auto answer = told(portOf(PipeFixture::endpoints(at).first()), {});
        QVERIFY(answer && answer->isEmpty());
    }

    void silenceLocksNobodyOut()
    {
        PipeFixture at;
        const quint16 port = portOf(at.there(1).first());
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 40; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        }
        const auto open = [&] {
            return std::count_if(silent.begin(), silent.end(), [](const auto &socket) {
                return socket->state() == QAbstractSocket::ConnectedState;
            });
        };
        QTRY_VERIFY(open() > 0 && open() <= 16);
        QCOMPARE(at.create(1).code, 0u);
        at.beta.clock().advance(milliseconds(5'500)); // nobody has proven to be anybody
        QTRY_COMPARE(open(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_PipeLinks)
#include "tst_pipelinks.moc"

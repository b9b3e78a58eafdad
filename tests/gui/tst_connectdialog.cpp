// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Connecting as a person does it: the dialog by keyboard, on real sockets, in each of its states;
// with pictures, light, dark and mirrored.

#include "tests/gui/consolefixture.h"
#include "tests/support/targetbehindport.h"
#include "tests/gui/widgetparts.h"

#include "services/credentials/vault.h"
#include "services/systems/secretsource.h"
#include "tests/support/relay.h"
#include "tests/support/tlsserver.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/signinfields.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
using Remedy = ConnectionLadder::Remedy;
using Step = Rung::Step;
using RungState = Rung::State;

constexpr quint64 MiB = ConsoleFixture::MiB;

bool stands(const ConnectionLadder *ladder, Step step, RungState state)
{
    return ladder->ladder().rung(step).state == state;
}

ConnectDialog *opened(ConsoleFixture &console)
{
    console.window->action(Command::Connect)->trigger();
    auto *dialog = console.openDialog<ConnectDialog>();
    if (dialog) {
        [&] { QVERIFY(QTest::qWaitForWindowExposed(dialog)); }();
        dialog->activateWindow();
    }
    return dialog;
}

// By the letters of the fields. Basic is all that a server with a user file of its own takes.
void fill(ConnectDialog *dialog, const QString &address, const QString &password)
{
    typeInto(dialog, Qt::Key_A, address);
    typeInto(dialog, Qt::Key_U, TargetBehindPort::user());
    typeInto(dialog, Qt::Key_P, password);
    const auto way = press(dialog, Qt::Key_W);
    QVERIFY(way);
    QTest::keyClick(way, Qt::Key_U); // user name and password
    QCOMPARE(dialog->spec().scheme, u"Basic"_s);
}

QString addressOf(const QUrl &url)
{
    return url.toString(QUrl::RemovePath);
}
} // namespace

class TestConnectDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromTheAddressToTheConnection();
    void aWrongPasswordIsCorrected();
    void FN_09_anUnknownCertificateRefusedHearsNothing();
    void FN_09_anUnknownCertificateTrustedIsPinned();
    void aRunningStageCountsAndStopsAtOnce();
    void pictures_data();
    void pictures();
};

void TestConnectDialog::fromTheAddressToTheConnection()
{
    TargetBehindPort far(u"far"_s, 64 * MiB);
    ConsoleFixture console;
    ConnectDialog *dialog = opened(console);
    QVERIFY(dialog);
    QVERIFY(!buttonWith(dialog, u"Connect"_s)->isEnabled()); // nothing is said yet
    fill(dialog, addressOf(far.url()), u"a password"_s);
    QVERIFY(buttonWith(dialog, u"Connect"_s)->isEnabled());
    QSignalSpy connected(dialog, &ConnectDialog::connected);
    const auto *ladder = dialog->findChild<ConnectionLadder *>();
    QPointer<ConnectDialog> open(dialog);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    // As it is climbed: a rung under way, and those below it done with what they found.
    bool climbing = false;
    QTRY_VERIFY_WITH_TIMEOUT(
        (climbing |= open && ladder->ladder().climbing()
             && stands(ladder, Step::Network, RungState::Done)
             && ladder->ladder().rung(Step::Network).fact.endsWith(QString::number(far.port())),
         !open || !open->isVisible()),
        30000);
    QVERIFY(climbing);
    QCOMPARE(connected.size(), 1);
    const QString id = connected.first().first().toString();
    const ConnectionSpec *kept = console.services->book().find(id);
    QVERIFY(kept);
    QCOMPARE(kept->url, far.url());
    QCOMPARE(kept->scheme, u"Basic"_s);
    QTRY_COMPARE_WITH_TIMEOUT(console.services->connections().state(id).phase,
                              SystemState::Phase::Connected, 30000);
    QVERIFY(console.services->connections().state(id).ladder.connected());
    QTRY_VERIFY_WITH_TIMEOUT(!StorageFacts(console.services->inventory(), id).pools().isEmpty(),
                             30000);
    // Typed once: it is not asked for again in this run.
    const auto secret = got(console.services->vault().read(SecretSource::keyOf(*kept), this));
    QCOMPARE(secret ? secret->reveal().toByteArray() : QByteArray(), QByteArray("a password"));
}

void TestConnectDialog::aWrongPasswordIsCorrected()
{
    TargetBehindPort far(u"far"_s, 64 * MiB);
    ConsoleFixture console;
    const auto before = console.services->book().systems().size();
    ConnectDialog *dialog = opened(console);
    QVERIFY(dialog);
    fill(dialog, addressOf(far.url()), u"wrong"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto *ladder = dialog->findChild<ConnectionLadder *>();
    QTRY_VERIFY_WITH_TIMEOUT(stands(ladder, Step::SignIn, RungState::Failed), 20000);
    QTRY_VERIFY(says(dialog, u"did not let admin in"_s));
    QVERIFY(says(dialog, u"stopped at “Sign-in”"_s));
    QVERIFY(stands(ladder, Step::Network, RungState::Done));
    QVERIFY(stands(ladder, Step::Identify, RungState::NotTried));
    QCOMPARE(console.services->book().systems().size(), before); // nothing is kept
    // The way out leads to the fields, where all but the password still stands.
    QPushButton *remedy = ladder->button(Remedy::SignIn);
    QVERIFY(remedy);
    remedy->setFocus();
    QTest::keyClick(remedy, Qt::Key_Space);
    QTRY_COMPARE(qobject_cast<QLineEdit *>(QApplication::focusWidget())
                     ? qobject_cast<QLineEdit *>(QApplication::focusWidget())->text()
                     : QString(),
                 TargetBehindPort::user());
    typeInto(dialog, Qt::Key_P, u"a password"_s);
    QPointer<ConnectDialog> open(dialog);
    press(dialog, Qt::Key_T); // Try again
    QTRY_VERIFY_WITH_TIMEOUT(!open || !open->isVisible(), 30000);
    QCOMPARE(console.services->book().systems().size(), before + 1);
}

void TestConnectDialog::FN_09_anUnknownCertificateRefusedHearsNothing()
{
    const Authority authority;
    TlsServer server(authority.server({}));
    ConsoleFixture console;
    const auto before = console.services->book().systems().size();
    ConnectDialog *dialog = opened(console);
    QVERIFY(dialog);
    fill(dialog, u"https://127.0.0.1:%1"_s.arg(server.serverPort()), u"a password"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto *ladder = dialog->findChild<ConnectionLadder *>();
    QTRY_VERIFY_WITH_TIMEOUT(stands(ladder, Step::Encryption, RungState::Failed), 20000);
    QVERIFY(stands(ladder, Step::SignIn, RungState::NotTried));
    QPushButton *show = ladder->button(Remedy::Trust);
    QVERIFY(show);
    show->setFocus();
    QTest::keyClick(show, Qt::Key_Space);
    QTRY_VERIFY(console.openDialog<CertificateDialog>());
    auto *question = console.openDialog<CertificateDialog>();
    QVERIFY(says(question, u"is not known"_s));
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!console.openDialog<CertificateDialog>());
    QVERIFY(dialog->isVisible()); // with all that was typed
    QVERIFY(stands(ladder, Step::Encryption, RungState::Failed));
    QVERIFY(dialog->spec().pin.isEmpty());
    QCOMPARE(server.heard, QByteArray());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!console.openDialog<ConnectDialog>());
    QCOMPARE(server.heard, QByteArray());
    QCOMPARE(console.services->book().systems().size(), before);
}

void TestConnectDialog::FN_09_anUnknownCertificateTrustedIsPinned()
{
    const QSslConfiguration tls = selfSigned();
    TargetBehindPort far(u"far"_s, 64 * MiB, tls);
    ConsoleFixture console;
    ConnectDialog *dialog = opened(console);
    QVERIFY(dialog);
    fill(dialog, addressOf(far.url()), u"a password"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto *ladder = dialog->findChild<ConnectionLadder *>();
    QTRY_VERIFY_WITH_TIMEOUT(ladder->button(Remedy::Trust), 20000);
    ladder->button(Remedy::Trust)->click();
    QTRY_VERIFY(console.openDialog<CertificateDialog>());
    auto *question = console.openDialog<CertificateDialog>();
    question->findChild<QCheckBox *>()->click();
    QSignalSpy connected(dialog, &ConnectDialog::connected);
    QPointer<ConnectDialog> open(dialog);
    buttonWith(question, u"Trust "_s)->click();
    // Goes on by itself.
    QTRY_VERIFY_WITH_TIMEOUT(!open || !open->isVisible(), 30000);
    QCOMPARE(connected.size(), 1);
    const QString id = connected.first().first().toString();
    const ConnectionSpec *kept = console.services->book().find(id);
    QVERIFY(kept);
    QCOMPARE(kept->pin, tls.localCertificate().digest(QCryptographicHash::Sha256));
    QCOMPARE(kept->pinned.sha256, kept->pin);
    QVERIFY(kept->pinnedSince.isValid());
    QTRY_COMPARE_WITH_TIMEOUT(console.services->connections().state(id).phase,
                              SystemState::Phase::Connected, 30000);
}

// What a running stage took so far is counted, and stopping is at once.
void TestConnectDialog::aRunningStageCountsAndStopsAtOnce()
{
    Relay relay([](int, const QByteArray &) { return Relay::Act{.silent = true}; });
    ConsoleFixture console;
    ConnectDialog *dialog = opened(console);
    QVERIFY(dialog);
    fill(dialog, u"http://127.0.0.1:%1"_s.arg(relay.port()), u"a password"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto *ladder = dialog->findChild<ConnectionLadder *>();
    QTRY_VERIFY(stands(ladder, Step::SignIn, RungState::Climbing));
    QTRY_VERIFY(relay.requests() > 0);
    const auto time = [ladder] {
        const auto labels = ladder->row(int(Step::SignIn))->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->text().endsWith(u" ms"_s) || label->text().endsWith(u" s"_s))
                return label->text();
        }
        return QString();
    };
    const QString first = time();
    QTRY_VERIFY(!time().isEmpty() && time() != first);
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(says(dialog, u"stopped by you"_s));
    QVERIFY(dialog->isVisible());
    QTRY_COMPARE(relay.open(), 0);
    qInfo() << "stopped, and the connection closed, after" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() <= 100);
    QVERIFY(buttonWith(dialog, u"Connect"_s)->isEnabled()); // and may be tried again
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!console.openDialog<ConnectDialog>());
}

void TestConnectDialog::pictures_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}

void TestConnectDialog::pictures()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    ConsoleFixture console;
    const auto picture = [&](const QString &name, const QByteArray &reply, Step step,
                             RungState state) {
        Relay relay([reply](int, const QByteArray &) {
            return Relay::Act{.bytes = reply, .silent = reply.isEmpty()};
        });
        ConnectDialog *dialog = opened(console);
        fill(dialog, u"http://127.0.0.1:%1"_s.arg(relay.port()), u"a password"_s);
        dialog->accept();
        auto *ladder = dialog->findChild<ConnectionLadder *>();
        QTRY_VERIFY_WITH_TIMEOUT(stands(ladder, step, state), 20000);
        shoot(dialog, name);
        dialog->reject();
        if (state == RungState::Climbing)
            dialog->reject();
        QTRY_VERIFY(!console.openDialog<ConnectDialog>());
    };
    ConnectDialog *dialog = opened(console);
    shoot(dialog, u"connect-untried"_s);
    dialog->reject();
    QTRY_VERIFY(!console.openDialog<ConnectDialog>());
    picture(u"connect-climbing"_s, {}, Step::SignIn, RungState::Climbing);
    picture(u"connect-password"_s,
            "HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm=\"WSMAN\"\r\nContent-Length: "
            "0\r\n\r\n",
            Step::SignIn, RungState::Failed);
    picture(u"connect-scheme"_s,
            "HTTP/1.1 401 x\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: "
            "Kerberos\r\nContent-Length: 0\r\n\r\n",
            Step::SignIn, RungState::Failed);
    picture(u"connect-stopped"_s, "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n", Step::Identify,
            RungState::Failed);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    applyAppearance(*qApp, Appearance::Light);
}

QTEST_MAIN(TestConnectDialog)
#include "tst_connectdialog.moc"

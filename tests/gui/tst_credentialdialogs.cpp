// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Credential sets and sign-in as a person meets them, by keyboard alone; and their pictures, light,
// dark and mirrored, in CISTERN_BINARY_DIR/screenshots.

#include "tests/gui/consolefixture.h"
#include "tests/gui/widgetparts.h"

#include "services/credentials/credentialbook.h"
#include "services/credentials/vault.h"
#include "services/systems/signinways.h"
#include "tests/support/got.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/credentialsdialog.h"
#include "ui/dialogs/credentialsetdialog.h"
#include "ui/dialogs/passwordprompt.h"
#include "ui/dialogs/systemdialog.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/signinfields.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
QString addSet(ConsoleFixture &console, const CredentialSet &set)
{
    const auto id = got(console.services->credentials().add(set, console.window.get()));
    return id ? *id : QString();
}

bool addSystem(ConsoleFixture &console, const QString &id, const QString &set,
               const QString &scheme = u"Basic"_s)
{
    return got(console.services->book().add({.id = id,
                                             .name = id,
                                             .url = QUrl(u"https://%1.example"_s.arg(id)),
                                             .credential = set,
                                             .scheme = scheme},
                                            console.window.get()))
        .ok();
}

} // namespace

class TestCredentialDialogs : public QObject
{
    Q_OBJECT

private slots:
    void aSetIsMadeByKeyboard();
    void aNameThatIsTakenIsToldBesideTheField();
    void aCertificateNeedsItsFiles();
    void aSetThatIsUsedSaysByWhomAndStays();
    void aSetThatNobodyUsesGoesWithItsPassword();
    void aPasswordIsChangedInOnePlace();
    void AUTH_readablePasswordsNeedAnExpressWish();
    void connectOffersTheSetsAndTheirWays();
    void theConnectionOfASystemIsChanged();
    void AUTH_serviceAndChannelAreKeptPerSystem();
    void promptsNameTheSetAndAllItsSystems();
    void nobodyIsAskedBeforeSomebodyComes();
    void whatPeopleTypeIsPlainText();
    void pictures_data();
    void pictures();

private:
    template<class T>
    static T *opened(ConsoleFixture &console, Command command)
    {
        console.window->action(command)->trigger();
        T *dialog = console.openDialog<T>();
        if (dialog)
            dialog->activateWindow();
        return dialog;
    }
};

void TestCredentialDialogs::aSetIsMadeByKeyboard()
{
    ConsoleFixture console;
    auto *sets = opened<CredentialsDialog>(console, Command::CredentialSets);
    QVERIFY(sets);
    QVERIFY(!buttonWith(sets, u"Edit"_s)->isEnabled()); // nothing to edit
    QVERIFY(!buttonWith(sets, u"Delete"_s)->isEnabled());
    press(sets, Qt::Key_A);
    QTRY_VERIFY(console.openDialog<CredentialSetDialog>()); // a mnemonic clicks with a delay
    auto *dialog = console.openDialog<CredentialSetDialog>();
    QVERIFY(dialog);
    QVERIFY(!buttonWith(dialog, u"Add set"_s)->isEnabled());
    typeInto(dialog, Qt::Key_N, u"lab"_s);
    typeInto(dialog, Qt::Key_U, u"LAB\\svc"_s);
    typeInto(dialog, Qt::Key_P, u"geheim"_s);
    press(dialog, Qt::Key_C); // this session only
    QCOMPARE(dialog->findChild<QCheckBox *>()->isChecked(), false);
    QVERIFY(buttonWith(dialog, u"Add set"_s)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!console.openDialog<CredentialSetDialog>());
    const CredentialSet *set = console.services->credentials().named(u"lab"_s);
    QVERIFY(set);
    QCOMPARE(set->user, u"LAB\\svc"_s);
    const auto kept = got(console.services->vault().read(vaultKey(set->id), this));
    QCOMPARE(kept ? kept->reveal().toByteArray() : QByteArray(), QByteArray("geheim"));
    const auto *model = sets->findChild<QTreeView *>()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->index(0, 0).data().toString(), u"lab"_s);
    QCOMPARE(model->index(0, 3).data().toString(), u"not used"_s);
    QVERIFY(buttonWith(sets, u"Delete"_s)->isEnabled());
}

void TestCredentialDialogs::aNameThatIsTakenIsToldBesideTheField()
{
    ConsoleFixture console;
    QVERIFY(!addSet(console, {.name = u"lab"_s, .user = u"a"_s}).isEmpty());
    CredentialSetDialog dialog(windowConsole(*console.services));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    const auto fields = dialog.findChildren<QLineEdit *>();
    fields.at(0)->setText(u"LAB"_s);
    QVERIFY(!fields.at(0)->accessibleDescription().isEmpty());
    QVERIFY(!buttonWith(&dialog, u"Add set"_s)->isEnabled());
    fields.at(0)->setText(u"lab 2"_s);
    QVERIFY(fields.at(0)->accessibleDescription().isEmpty());
}

void TestCredentialDialogs::aCertificateNeedsItsFiles()
{
    ConsoleFixture console;
    CredentialSetDialog dialog(windowConsole(*console.services));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *kind = dialog.findChild<QComboBox *>();
    QLineEdit *name = dialog.findChildren<QLineEdit *>().first();
    name->setText(u"cert"_s);
    kind->setCurrentIndex(kind->findData(int(CredentialSet::Kind::TicketCache)));
    QVERIFY(buttonWith(&dialog, u"Add set"_s)->isEnabled()); // the ticket knows whose it is
    kind->setCurrentIndex(kind->findData(int(CredentialSet::Kind::Certificate)));
    QVERIFY(!buttonWith(&dialog, u"Add set"_s)->isEnabled());
    QList<QLineEdit *> shown;
    for (QLineEdit *field : dialog.findChildren<QLineEdit *>()) {
        if (field->isVisible() && field != name)
            shown.append(field);
    }
    QCOMPARE(shown.size(), 2); // no user, no password
    shown.at(0)->setText(u"client.pem"_s);
    QVERIFY(!shown.at(0)->accessibleDescription().isEmpty());
    for (QLineEdit *field : std::as_const(shown))
        field->setText(u"/home/me/client.pem"_s);
    QVERIFY(buttonWith(&dialog, u"Add set"_s)->isEnabled());
    QCOMPARE(dialog.set().keyFile, u"/home/me/client.pem"_s);
}

void TestCredentialDialogs::aSetThatIsUsedSaysByWhomAndStays()
{
    ConsoleFixture console;
    const QString id = addSet(console, {.name = u"lab"_s, .user = u"a"_s});
    QVERIFY(addSystem(console, u"iscsi01"_s, id));
    QVERIFY(addSystem(console, u"iscsi02"_s, id));
    auto *sets = opened<CredentialsDialog>(console, Command::CredentialSets);
    QVERIFY(sets);
    QCOMPARE(sets->findChild<QTreeView *>()->model()->index(0, 3).data().toString(),
             u"used by 2 systems"_s);
    press(sets, Qt::Key_D);
    QTRY_VERIFY(console.openDialog<QMessageBox>()); // a mnemonic clicks with a delay
    auto *box = console.openDialog<QMessageBox>();
    QVERIFY(box);
    QVERIFY(box->text().contains(u"2 systems"_s));
    QVERIFY(box->informativeText().contains(u"iscsi01, iscsi02"_s));
    QVERIFY(!buttonWith(box, u"Delete"_s)); // no way round it
    box->close();
    QVERIFY(console.services->credentials().find(id));
}

void TestCredentialDialogs::aSetThatNobodyUsesGoesWithItsPassword()
{
    ConsoleFixture console;
    const QString id = addSet(console, {.name = u"lab"_s, .user = u"a"_s});
    console.services->vault().keepForThisRun(vaultKey(id), Secret("geheim"));
    auto *sets = opened<CredentialsDialog>(console, Command::CredentialSets);
    QVERIFY(sets);
    press(sets, Qt::Key_D);
    QTRY_VERIFY(console.openDialog<QMessageBox>()); // a mnemonic clicks with a delay
    auto *box = console.openDialog<QMessageBox>();
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Return); // the safe answer
    QTRY_VERIFY(!console.openDialog<QMessageBox>());
    QVERIFY(console.services->credentials().find(id));
    press(sets, Qt::Key_D);
    QTRY_VERIFY(console.openDialog<QMessageBox>()); // a mnemonic clicks with a delay
    box = console.openDialog<QMessageBox>();
    QVERIFY(box);
    press(box, Qt::Key_D);
    QTRY_VERIFY(!console.services->credentials().find(id));
    QTRY_VERIFY(!console.services->vault().knows(vaultKey(id)));
}

void TestCredentialDialogs::aPasswordIsChangedInOnePlace()
{
    ConsoleFixture console;
    const QString id = addSet(console, {.name = u"lab"_s, .user = u"a"_s});
    QVERIFY(addSystem(console, u"iscsi01"_s, id));
    auto *sets = opened<CredentialsDialog>(console, Command::CredentialSets);
    QVERIFY(sets);
    press(sets, Qt::Key_P);
    QTRY_VERIFY(console.openDialog<PasswordPrompt>()); // a mnemonic clicks with a delay
    auto *prompt = console.openDialog<PasswordPrompt>();
    QVERIFY(prompt);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"newer"_s);
    press(prompt, Qt::Key_K); // this session only
    QVERIFY(!prompt->told().remember);
    QTest::keyClick(prompt, Qt::Key_Return);
    QTRY_VERIFY(!console.openDialog<PasswordPrompt>());
    const auto kept = got(console.services->vault().read(vaultKey(id), this));
    QCOMPARE(kept ? kept->reveal().toByteArray() : QByteArray(), QByteArray("newer"));
}

void TestCredentialDialogs::AUTH_readablePasswordsNeedAnExpressWish()
{
    ConsoleFixture console;
    auto *dialog = opened<ConnectDialog>(console, Command::Connect);
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<QLineEdit *>();
    auto *signIn = dialog->findChild<SignInFields *>();
    QPushButton *go = buttonWith(dialog, u"Connect"_s);
    auto *way = signIn->findChildren<QComboBox *>().at(1);
    const auto allow = [signIn]() -> QCheckBox * {
        for (QCheckBox *box : signIn->findChildren<QCheckBox *>()) {
            if (QString(box->text()).remove(u'&').contains(u"unencrypted"_s) && box->isVisible())
                return box;
        }
        return nullptr;
    };
    fields.at(1)->setText(u"admin"_s);
    const int basic = way->findData(u"Basic"_s);
    QVERIFY(basic >= 0);
    for (const bool here : {true, false}) {
        fields.at(0)->setText(here ? u"http://127.0.0.1"_s : u"http://far.example"_s);
        way->setCurrentIndex(way->findData(u"Basic"_s));
        QCOMPARE(allow() != nullptr, !here);
        QCOMPARE(go->isEnabled(), here);
        QVERIFY(!dialog->spec().clearAllowed);
    }
    QVERIFY(!allow()->accessibleDescription().isEmpty());
    allow()->setChecked(true);
    QVERIFY(go->isEnabled());
    QVERIFY(dialog->spec().clearAllowed);
    QVERIFY(isReadableOnTheWay(dialog->spec()));
    fields.at(0)->setText(u"https://far.example"_s); // TLS: nothing to allow
    QVERIFY(!allow());
    QVERIFY(!dialog->spec().clearAllowed);
}

void TestCredentialDialogs::connectOffersTheSetsAndTheirWays()
{
    ConsoleFixture console;
    const QString id = addSet(console, {.name = u"lab"_s, .user = u"LAB\\svc"_s});
    QVERIFY(addSystem(console, u"iscsi01"_s, id));
    auto *dialog = opened<ConnectDialog>(console, Command::Connect);
    QVERIFY(dialog);
    QCOMPARE(namelessOf(dialog), QStringList());
    const auto fields = dialog->findChildren<QLineEdit *>();
    auto *signIn = dialog->findChild<SignInFields *>();
    auto *sets = signIn->findChildren<QComboBox *>().at(0);
    fields.at(0)->setText(u"iscsi09.example"_s);
    QVERIFY(!buttonWith(dialog, u"Connect"_s)->isEnabled()); // nobody signs in yet
    QVERIFY(fields.at(1)->isVisible());
    press(dialog, Qt::Key_S);
    QTest::keyClick(sets, Qt::Key_Down);
    QVERIFY(sets->currentText().startsWith(u"lab   (used by 1 "_s)); // plurals are translated
    QVERIFY(!fields.at(1)->isVisible()); // the set knows user and password
    QVERIFY(buttonWith(dialog, u"Connect"_s)->isEnabled());
    const ConnectionSpec spec = dialog->spec();
    QCOMPARE(spec.credential, id);
    QVERIFY(spec.user.isEmpty());
    QCOMPARE(spec.scheme, proposedScheme(CredentialSet::Kind::Password));
    // A new one from here is chosen at once.
    press(dialog, Qt::Key_E);
    QTRY_VERIFY(console.openDialog<CredentialSetDialog>()); // a mnemonic clicks with a delay
    auto *made = console.openDialog<CredentialSetDialog>();
    QVERIFY(made);
    made->findChildren<QLineEdit *>().at(0)->setText(u"other"_s);
    made->findChildren<QLineEdit *>().at(1)->setText(u"bar"_s);
    made->accept();
    QTRY_VERIFY(sets->currentText().startsWith(u"other"_s));
    QCOMPARE(dialog->spec().credential, console.services->credentials().named(u"other"_s)->id);
}

void TestCredentialDialogs::theConnectionOfASystemIsChanged()
{
    ConsoleFixture console;
    const QString id = addSet(console, {.name = u"lab"_s, .user = u"LAB\\svc"_s});
    QVERIFY(got(console.services->book().add({.id = u"far"_s,
                                              .name = u"far"_s,
                                              .url = QUrl(u"https://far.example"_s),
                                              .user = u"admin"_s,
                                              .pin = QByteArray(32, 'x')},
                                             this)));
    QVERIFY(!console.window->action(Command::EditConnection)->isEnabled()); // this computer
    const auto selected = [&] {
        return console.window->select(console.services->inventory().system(u"far"_s));
    };
    QTRY_VERIFY(selected());
    QTRY_VERIFY(console.window->action(Command::EditConnection)->isEnabled());
    auto *dialog = opened<SystemDialog>(console, Command::EditConnection);
    QVERIFY(dialog);
    QCOMPARE(namelessOf(dialog), QStringList());
    QCOMPARE(dialog->spec(), *console.services->book().find(u"far"_s)); // nothing changed yet
    dialog->findChild<SignInFields *>()->chooseSet(id);
    typeInto(dialog, Qt::Key_A, u"https://near.example"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!console.openDialog<SystemDialog>());
    const ConnectionSpec changed = *console.services->book().find(u"far"_s);
    QCOMPARE(changed.url, QUrl(u"https://near.example:5986/wsman"_s));
    QCOMPARE(changed.credential, id);
    QVERIFY(changed.user.isEmpty());
    QVERIFY(changed.pin.isEmpty()); // another host is not trusted for the first one's sake
}

// What `system add --service … --no-channel-binding` says, where a way knows it.
void TestCredentialDialogs::AUTH_serviceAndChannelAreKeptPerSystem()
{
    ConsoleFixture console;
    const QString ticket = addSet(console,
                                  {.name = u"ticket"_s, .kind = CredentialSet::Kind::TicketCache});
    auto *dialog = opened<ConnectDialog>(console, Command::Connect);
    QVERIFY(dialog);
    auto *signIn = dialog->findChild<SignInFields *>();
    typeInto(dialog, Qt::Key_A, u"https://far.example"_s);
    typeInto(dialog, Qt::Key_U, u"LAB\\svc"_s);
    const auto choose = [&](const QString &way) {
        auto *ways = signIn->findChildren<QComboBox *>().at(1);
        ways->setCurrentIndex(ways->findData(way));
    };
    const auto shown = [signIn](const QString &words) {
        const QPushButton *more = buttonWith(signIn, words);
        return more && more->isVisible();
    };
    for (const QString &way : {u"Basic"_s, u"Negotiate"_s, u"Kerberos"_s}) {
        choose(way);
        QCOMPARE(shown(u"Advanced"_s), way != u"Basic"_s);
    }
    QVERIFY(!says(dialog, u"TLS ends before"_s)); // folded
    press(dialog, Qt::Key_D);
    QTRY_VERIFY(says(dialog, u"TLS ends before"_s));
    QCOMPARE(namelessOf(dialog), QStringList());
    QCOMPARE(clashes(dialog), QStringList());
    QCOMPARE(dialog->spec().service, QString());
    QVERIFY(dialog->spec().bindsChannel);
    typeInto(dialog, Qt::Key_R, u"WSMAN"_s);
    press(dialog, Qt::Key_B);
    QCOMPARE(dialog->spec().service, u"WSMAN"_s);
    QVERIFY(!dialog->spec().bindsChannel);
    // With a ticket all the same; Basic knows neither, and so leaves neither behind.
    signIn->chooseSet(ticket);
    choose(u"Kerberos"_s);
    QVERIFY(says(dialog, u"TLS ends before"_s));
    QCOMPARE(dialog->spec().service, u"WSMAN"_s);
    const ConnectionSpec kept = dialog->spec();
    signIn->chooseSet({});
    choose(u"Basic"_s);
    QVERIFY(!says(dialog, u"TLS ends before"_s));
    QCOMPARE(dialog->spec().service, QString());
    QVERIFY(dialog->spec().bindsChannel);
    dialog->reject();

    // What is kept stands open in the dialog of the system, and can be taken back.
    QVERIFY(got(console.services->book().add(kept, this)));
    SystemBook again(console.services->configDir() + u"/systems.json"_s);
    QVERIFY(got(again.load(this)));
    QVERIFY(again.find(kept.id));
    QCOMPARE(again.find(kept.id)->service, u"WSMAN"_s);
    QVERIFY(!again.find(kept.id)->bindsChannel);
    SystemDialog system(windowConsole(*console.services), kept, console.window.get());
    system.setAttribute(Qt::WA_DeleteOnClose, false);
    system.show();
    QVERIFY(says(&system, u"TLS ends before"_s));
    QCOMPARE(system.spec(), kept);
    QCOMPARE(clashes(&system), QStringList());
    press(&system, Qt::Key_B);
    QVERIFY(system.spec().bindsChannel);
}

void TestCredentialDialogs::promptsNameTheSetAndAllItsSystems()
{
    const SecretQuestion question{
        .spec = {.id = u"far"_s, .name = u"far"_s},
        .set = CredentialSet{.id = u"1"_s, .name = u"lab"_s, .user = u"LAB\\svc"_s},
        .systems = 84,
        .refused = true,
        .keeps = false};
    PasswordPrompt prompt(question);
    prompt.setAttribute(Qt::WA_DeleteOnClose, false);
    prompt.show();
    QString words;
    for (const QLabel *label : prompt.findChildren<QLabel *>())
        words += label->text() + u'\n';
    for (const QString &each :
         {u"lab"_s, u"84 systems"_s, u"LAB\\svc"_s, u"refused"_s, u"no keychain"_s})
        QVERIFY2(words.contains(each), qPrintable(words));
    QVERIFY(!prompt.findChild<QCheckBox *>()->isVisible());
    QVERIFY(!prompt.told().remember);
    QCOMPARE(namelessOf(&prompt), QStringList());
    QCOMPARE(cutOff(&prompt), QStringList());
}

// What opens by itself says in its row that it wants a sign-in; a dialog follows a click.
void TestCredentialDialogs::nobodyIsAskedBeforeSomebodyComes()
{
    ConsoleFixture console;
    console.services->secrets().setPrompt(promptOver(console.window.get()));
    QList<ConnectionSpec> lent;
    for (const QString &name : {u"one"_s, u"two"_s, u"three"_s})
        lent.append({.id = name,
                     .name = name,
                     .url = QUrl(u"http://127.0.0.1:1/"_s + name),
                     .user = name,
                     .clearAllowed = true});
    console.services->book().lend(lent);
    console.services->openAll();
    const Connections &connections = console.services->connections();
    for (const ConnectionSpec &spec : lent)
        QTRY_VERIFY(connections.state(spec.id).wantsSignIn());
    QPushButton *link = nullptr;
    QTRY_VERIFY((link = buttonWith(console.window.get(), u"3 sign-ins needed"_s)));
    QVERIFY(!console.openDialog<PasswordPrompt>());
    QAction *again = console.window->action(Command::Reconnect);
    QCOMPARE(again->text().remove(u'&'), u"Connect again"_s);
    const auto *tree = console.window->tree();
    QVERIFY(console.window->select(console.services->inventory().system(u"two"_s)));
    QTRY_COMPARE(again->text().remove(u'&'), u"Sign in…"_s);
    const QModelIndex row = tree->view()->currentIndex();
    QCOMPARE(row.data(StateTextRole).toString(), u"Sign-in needed"_s);

    QTest::mouseClick(link, Qt::LeftButton);
    QTRY_VERIFY(console.openDialog<PasswordPrompt>());
    QCOMPARE(tree->view()->currentIndex().data().toString(), u"one"_s);
    QVERIFY(says(console.openDialog<PasswordPrompt>(), u"Sign in to one"_s));
    console.openDialog<PasswordPrompt>()->reject();
    QTRY_VERIFY(!console.openDialog<PasswordPrompt>());
    QTRY_VERIFY(connections.state(u"one"_s).wantsSignIn());

    QVERIFY(console.window->select(console.services->inventory().system(u"two"_s)));
    QTRY_VERIFY(again->text().contains(u"in…"_s));
    again->trigger();
    QTRY_VERIFY(console.openDialog<PasswordPrompt>());
    QVERIFY(says(console.openDialog<PasswordPrompt>(), u"Sign in to two"_s));
}

void TestCredentialDialogs::whatPeopleTypeIsPlainText()
{
    ConsoleFixture console;
    const QString name = u"<b>lab</b>"_s;
    const QString id = addSet(console, {.name = name, .user = u"<i>a</i>"_s});
    QVERIFY(addSystem(console, u"iscsi01"_s, id));
    auto *sets = opened<CredentialsDialog>(console, Command::CredentialSets);
    press(sets, Qt::Key_D);
    QTRY_VERIFY(console.openDialog<QMessageBox>()); // a mnemonic clicks with a delay
    auto *box = console.openDialog<QMessageBox>();
    QVERIFY(box);
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QVERIFY(box->text().contains(name));
    box->close();
    press(sets, Qt::Key_P);
    for (const QLabel *label : console.openDialog<PasswordPrompt>()->findChildren<QLabel *>())
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
}

void TestCredentialDialogs::pictures_data()
{
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("direction");
    QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
    QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
    QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
}

void TestCredentialDialogs::pictures()
{
    QFETCH(int, appearance);
    QFETCH(int, direction);
    applyAppearance(*qApp, Appearance(appearance));
    QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
    ConsoleFixture console;
    const QString lab = addSet(console, {.name = u"Lab domain"_s, .user = u"LAB\\svc-cistern"_s});
    addSet(console, {.name = u"My ticket"_s, .kind = CredentialSet::Kind::TicketCache});
    addSet(console,
           {.name = u"Gateway"_s,
            .kind = CredentialSet::Kind::Certificate,
            .certificateFile = u"/home/admin/gateway.pem"_s,
            .keyFile = u"/home/admin/gateway.key"_s});
    for (const QString &id : {u"iscsi01"_s, u"iscsi02"_s, u"hv07"_s})
        QVERIFY(addSystem(console, id, lab));

    auto *sets = opened<CredentialsDialog>(console, Command::CredentialSets);
    shoot(sets, u"credential-sets"_s);
    press(sets, Qt::Key_A);
    QTRY_VERIFY(console.openDialog<CredentialSetDialog>()); // a mnemonic clicks with a delay
    auto *made = console.openDialog<CredentialSetDialog>();
    shoot(made, u"credential-set-new"_s);
    auto *kind = made->findChild<QComboBox *>();
    for (const int row : {1, 2}) {
        kind->setCurrentIndex(row);
        made->adjustSize();
        shoot(made, u"credential-set-new-%1"_s.arg(row));
    }
    made->reject();
    sets->reject();

    auto *dialog = opened<ConnectDialog>(console, Command::Connect);
    dialog->findChildren<QLineEdit *>().at(0)->setText(u"iscsi03.lab.example"_s);
    dialog->findChildren<QLineEdit *>().at(1)->setText(u"admin"_s);
    shoot(dialog, u"connect-own-user"_s);
    dialog->findChildren<QLineEdit *>().at(0)->setText(u"http://iscsi03.lab.example"_s);
    auto *way = dialog->findChild<SignInFields *>()->findChildren<QComboBox *>().at(1);
    way->setCurrentIndex(way->findData(u"Basic"_s));
    shoot(dialog, u"connect-readable"_s);
    dialog->findChild<SignInFields *>()->chooseSet(lab);
    dialog->findChildren<QLineEdit *>().at(0)->setText(u"iscsi03.lab.example"_s);
    shoot(dialog, u"connect-set"_s);
    buttonWith(dialog, u"Advanced"_s)->setChecked(true);
    shoot(dialog, u"connect-advanced"_s);
    dialog->reject();

    SystemDialog connection(windowConsole(*console.services),
                            *console.services->book().find(u"hv07"_s), console.window.get());
    connection.setAttribute(Qt::WA_DeleteOnClose, false);
    connection.show();
    shoot(&connection, u"system-connection"_s);
    connection.hide();
    PasswordPrompt prompt({.spec = *console.services->book().find(u"hv07"_s),
                           .set = *console.services->credentials().find(lab),
                           .systems = 84,
                           .refused = true},
                          console.window.get());
    prompt.setAttribute(Qt::WA_DeleteOnClose, false);
    prompt.show();
    shoot(&prompt, u"sign-in-set"_s);
    prompt.hide();
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TestCredentialDialogs)
#include "tst_credentialdialogs.moc"

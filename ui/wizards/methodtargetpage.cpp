// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/methodtargetpage.h"

#include "services/inventory/inventory.h"
#include "services/schema/schema.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/statedelegate.h"
#include "ui/wizards/editors/referenceedit.h"
#include "ui/wizards/methodwizard.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
enum Column { NameColumn, CimColumn, ClassColumn, ColumnCount };
constexpr int methodRole = Qt::UserRole + 100; // place in Schema::methods()
} // namespace

MethodTargetPage::MethodTargetPage(MethodWizard &wizard)
    : m_wizard(wizard)
    , m_filter(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
    , m_about(new Label(Label::Kind::Grey, QString(), this))
    , m_objectLabel(new Label(Label::Kind::Body, tr("&On:"), this))
    , m_objectPlace(new QWidget(this))
    , m_problem(new FieldProblem(nullptr, this))
{
    setTitle(tr("Choose the method and its object"));
    setSubTitle(tr("Methods that have a wizard of their own are better called there; here every "
                   "declared method can be called as it is."));
    m_filter->setPlaceholderText(tr("Filter methods"));
    m_filter->setAccessibleName(tr("Filter methods"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Methods"));
    m_view->setRootIsDecorated(false);
    StateDelegate::paintRows(m_view);
    auto *objectColumn = new QVBoxLayout(m_objectPlace);
    objectColumn->setContentsMargins(0, 0, 0, 0);
    m_about->setWordWrap(true);

    auto *objectRow = new QHBoxLayout;
    objectRow->setSpacing(16);
    objectRow->addWidget(m_objectLabel);
    objectRow->addWidget(m_objectPlace, 1);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    column->addWidget(m_about);
    column->addLayout(objectRow);
    column->addWidget(m_problem);
    fillMethods();

    connect(m_filter, &QLineEdit::textChanged, this, &MethodTargetPage::applyFilter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MethodTargetPage::chooseMethod);
}

void MethodTargetPage::fillMethods()
{
    m_model->setHorizontalHeaderLabels({tr("What it does"), tr("Method"), tr("Class")});
    const auto &methods = Schema::methods();
    for (qsizetype i = 0; i < methods.size(); ++i) {
        const MethodDecl &method = *methods.at(i);
        auto *name = new QStandardItem(methodLabel(method));
        name->setData(i, methodRole);
        auto *cim = new QStandardItem(QString(method.name));
        auto *of = new QStandardItem(QString(method.className));
        of->setToolTip(method.nameSpace);
        m_model->appendRow({name, cim, of});
    }
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(CimColumn, QHeaderView::Fixed);
    header->setSectionResizeMode(ClassColumn, QHeaderView::Fixed);
    header->resizeSection(CimColumn, fontMetrics().averageCharWidth() * 28);
    header->resizeSection(ClassColumn, fontMetrics().averageCharWidth() * 28);
}

QWidget *MethodTargetPage::list() const
{
    return m_view;
}

void MethodTargetPage::load(const CimPath &target)
{
    m_loading = true;
    const auto place = m_wizard.hasMethod() ? Schema::methods().indexOf(&m_wizard.call().decl())
                                            : qsizetype(-1);
    if (place >= 0) {
        m_view->setCurrentIndex(m_model->index(int(place), 0));
        m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
    }
    m_loading = false;
    m_wanted = target;
    showMethod();
}

void MethodTargetPage::chooseMethod()
{
    if (m_loading)
        return;
    const QModelIndex current = m_view->currentIndex().siblingAtColumn(NameColumn);
    m_wizard.setMethod(
        current.isValid() ? Schema::methods().at(current.data(methodRole).toLongLong()) : nullptr);
    showMethod();
}

void MethodTargetPage::showMethod()
{
    delete m_object;
    m_object = nullptr;
    m_problem->clear();
    m_objectLabel->setVisible(m_wizard.hasMethod());
    if (m_wizard.hasMethod()) {
        const MethodDecl &method = m_wizard.call().decl();
        FieldDecl field;
        field.name = method.className;
        field.label = tr("Object");
        field.type = CimType::Reference;
        field.refClass = method.className;
        field.required = true;
        const EditorPlace place{m_wizard.console().inventory, m_wizard.systemId(),
                                method.nameSpace};
        m_object = new ReferenceEdit(field, place, m_objectPlace);
        m_objectPlace->layout()->addWidget(m_object);
        m_objectLabel->setBuddy(m_object->input());
        const auto known = knownObjects(place, field.refClass);
        // An object of a class that no table knows may well have the method.
        const bool fits = m_wanted.isInstance()
            && sameNameSpace(m_wanted.nameSpace(), place.nameSpace)
            && (!Schema::findClass(place.nameSpace, m_wanted.className())
                || Schema::isA(place.nameSpace, m_wanted.className(), field.refClass));
        if (fits)
            m_object->setValue(CimValue::reference(m_wanted));
        else if (known.size() == 1)
            m_object->setValue(CimValue::reference(known.first().second));
        m_about->setText(known.isEmpty()
                             ? tr("%1 has no known object of class %2; write the path of one.")
                                   .arg(m_wizard.systemName(), method.className)
                             : method.changes ? QString()
                                              : tr("This method only asks; nothing is changed."));
        connect(m_object, &ValueEdit::changed, this, &MethodTargetPage::store);
    } else {
        m_about->setText(tr("Choose a method above."));
    }
    m_about->setVisible(!m_about->text().isEmpty());
    store();
}

void MethodTargetPage::store()
{
    const CimValue chosen = m_object ? m_object->value() : CimValue();
    m_wizard.setTarget(chosen.toPath() ? *chosen.toPath() : CimPath());
    const QString text = m_object ? m_object->problem() : QString();
    if (text.isEmpty())
        m_problem->clear();
    else
        m_problem->showProblem(text);
    Q_EMIT completeChanged();
}

bool MethodTargetPage::isComplete() const
{
    return m_wizard.hasMethod() && m_object && m_object->problem().isEmpty()
        && m_wizard.call().target().isInstance();
}

void MethodTargetPage::applyFilter()
{
    const QString wanted = m_filter->text().trimmed();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        bool fits = wanted.isEmpty();
        for (int column = 0; column < ColumnCount; ++column)
            fits = fits || m_model->item(row, column)->text().contains(wanted, Qt::CaseInsensitive);
        m_view->setRowHidden(row, {}, !fits);
    }
}

} // namespace Cistern

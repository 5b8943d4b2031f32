"""Expectations that count: what all of them ask of a table comes with a statement or two.

Those of Great Expectations ask for the values at fault besides, one statement each, and the one on rows for its rows
and their number, whatever form the result is to have. These ask for rows only where they are to be shown.
"""

from typing import Any, ClassVar

import great_expectations.expectations.core as gxe
from great_expectations.compatibility.sqlalchemy import sqlalchemy as sa
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes, SummarizationMetricNameSuffixes
from great_expectations.core.result_format import ResultFormat
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_partial
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.expectations.registry import get_metric_kwargs
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

_METRIC = "table.rows_meeting"
_ROWS = "unexpected_rows_query.table"


class RowsMeeting(TableMetricProvider):
    """The number of rows that meet `condition`, SQL over the columns of the table."""

    metric_name = _METRIC
    value_keys = ("condition",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(
        cls,  # noqa: N805
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,  # noqa: ANN401
    ) -> tuple[sa.ColumnElement[int], dict[str, Any], dict[str, Any]]:
        del execution_engine
        condition: sa.ColumnElement[bool] = sa.literal_column(metric_value_kwargs["condition"])
        return sa.func.count().filter(condition), metric_domain_kwargs, {}


class _Counted:
    """An expectation on columns that counts, and asks for values at fault only where rows are to be shown."""

    def get_validation_dependencies(
        self,
        execution_engine: ExecutionEngine[Any] | None = None,
        runtime_configuration: dict[str, Any] | None = None,
        **_: Any,  # noqa: ANN401
    ) -> ValidationDependencies:
        needed: ValidationDependencies = super().get_validation_dependencies(  # type: ignore[misc]
            execution_engine, runtime_configuration
        )
        if needed.result_format["result_format"] == ResultFormat.BASIC:
            for name in needed.get_metric_names():
                if name.endswith(f".{SummarizationMetricNameSuffixes.UNEXPECTED_VALUES.value}"):
                    needed.remove_metric_configuration(name)
        return needed


# By names of their own: Great Expectations complains of a second expectation by a name that it knows.
class NotNull(_Counted, gxe.ExpectColumnValuesToNotBeNull):
    pass


class InSet(_Counted, gxe.ExpectColumnValuesToBeInSet):
    pass


class Between(_Counted, gxe.ExpectColumnValuesToBeBetween):
    pass


class LengthBetween(_Counted, gxe.ExpectColumnValueLengthsToBeBetween):
    pass


class MatchesRegex(_Counted, gxe.ExpectColumnValuesToMatchRegex):
    pass


class Unique(_Counted, gxe.ExpectColumnValuesToBeUnique):
    pass


class UniqueTogether(_Counted, gxe.ExpectCompoundColumnsToBeUnique):
    pass


class AGreaterThanB(_Counted, gxe.ExpectColumnPairValuesAToBeGreaterThanB):
    pass


class NoRowsExpectation(gxe.UnexpectedRowsExpectation):
    """Expect that no row meets `condition`; `unexpected_rows_query` gives those that do."""

    condition: str

    metric_dependencies: ClassVar[tuple[str, ...]] = (_METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("condition", "unexpected_rows_query")

    def get_validation_dependencies(
        self, execution_engine: ExecutionEngine[Any] | None = None, runtime_configuration: dict[str, Any] | None = None
    ) -> ValidationDependencies:
        """Ask for the number of rows, and for the rows where the result is to show them."""
        needed = super().get_validation_dependencies(execution_engine, runtime_configuration)
        if needed.result_format["result_format"] == ResultFormat.COMPLETE:
            given = get_metric_kwargs(_ROWS, self.configuration, runtime_configuration)
            needed.set_metric_configuration(
                _ROWS, MetricConfiguration(_ROWS, given["metric_domain_kwargs"], given["metric_value_kwargs"])
            )
        return needed

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ANN401
        details = {"details": {"unexpected_rows": metrics[_ROWS]}} if _ROWS in metrics else {}
        return {"success": metrics[_METRIC] == 0, "result": {"observed_value": metrics[_METRIC], **details}}

@C4 @wip
Feature: C4 Insurers and membership organisations may send data too
  The source is kept.

  Scenario: An eligibility file
    When an insurer uploads its list
    Then each entry knows its source, and a damaged line is refused with its reason

.PHONY: quick check format smoke startup clean

quick: # compile and unit tests, one thread per core
	mvn -q -T 1C test

check: # what CI runs
	mvn verify

format:
	mvn -q spotless:apply

smoke: # the pipeline at its smallest, in a home of its own
	GDPO_HOME=target/smoke ./gdpo run --config smoke

startup: # short commands beside java -version
	bench/startup

clean:
	mvn -q clean
	rm -rf target

package textbook

// Where the numbers are from. Kleinrock is Queueing Systems, volume 1 (1975) or 2 (1976); Gross et al. is
// Fundamentals of Queueing Theory; Ross is Introduction to Probability Models.
const (
	singleServer   = "Kleinrock (1975) 3.2"
	erlang         = "Erlang (1917); Kleinrock (1975) 3.5"
	generalService = "Pollaczek (1930), Khinchine (1932)"
	transient      = "Kelton and Law (1985)" // The transient behavior of the M/M/s queue
	shared         = "Kleinrock (1976) 4.4"
	limited        = "Avi-Itzhak and Halfin (1988)"
	preemption     = "White and Christie (1958)"
	overflowing    = "Kosten (1937); Riordan, in Wilkinson (1956)"
	insensitive    = "Erlang (1917), Sevastyanov (1957)"
	kolmogorov     = "Kolmogorov's equations by uniformisation, Jensen (1953)"
	manyServers    = "Eick, Massey and Whitt (1993)" // The physics of the M_t/G/infinity queue
	headOfLine     = "Cobham (1954); Gross et al. (2008) 3.4"
	jackson        = "Jackson (1957); Kleinrock (1975) 4.8"
	burke          = "Burke (1956), Jackson (1957)"
	poisson        = "integral of the rate; Ross (2014) 5.4"
	pasta          = "Wolff (1982)" // Poisson arrivals see time averages
	shotNoise      = "Campbell (1909), Rice (1944)"
	binomial       = "Bernoulli (1713)"
	arithmetic     = "a product of what the file states"
	quantile       = "a quantile of the lognormal law"
	betaGeometric  = "Fader and Hardie (2007)" // How to project customer retention
	proportional   = "Cox (1972), with ratios of 1"
	twiceAsMuch    = "Cox (1972), with what is missed halved by more" // see models/success
	logistic       = "odds; Cox (1958)"
	months         = "the first month that begins when the lead is over"
	firstOrder     = "S' = a - S ln 2/fades; u' = (gap - u)/time"
	halving        = "1 - 2^(-age/half) of the way"
	// The same with a ratio ρ on a state that a share P is in, over its mean 1 + P(ρ - 1).
	proportionalHazard = "Cox (1972)"
	alternating        = "alternating renewals; Ross (2014) 7.5"
	renewals           = "a renewal in 1, 2 or 3 years"
	compound           = "compound Poisson; Ross (2014) 5.4"
	littles            = "Little (1961)"
	linear             = "a linear rate; the sum of what comes and goes"
	residual           = "Feller, An Introduction to Probability Theory (1971) XI.4: residual time of a lattice"
	martingale         = "Doob (1953): sums of what was not expected"
)
